package io.shelfkeeper.agent.core.fleet;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What probes have measured since it was told last, and what each said last. One line a probe,
 * however long nobody listens.
 */
public final class Temperatures {
  private final Map<String, Span> probes = new TreeMap<>();

  private static final class Span {
    private double last;
    private long lastNanos;
    private double min;
    private double max;
    private double sum;
    private long readings;
  }

  /** A reading, in degrees Celsius. */
  public void read(Moment now, String device, double celsius) {
    Span span = probes.computeIfAbsent(device, probe -> new Span());
    span.last = celsius;
    span.lastNanos = now.nanos();
    span.min = span.readings == 0 ? celsius : Math.min(span.min, celsius);
    span.max = span.readings == 0 ? celsius : Math.max(span.max, celsius);
    span.sum += celsius;
    span.readings++;
  }

  /** Tells of all that have measured since, and begins anew. A silent probe is a fault's matter. */
  public void tell(Consumer<Fact> say) {
    probes.forEach(
        (device, span) -> {
          if (span.readings > 0) {
            say.accept(
                new Fact.TemperatureMeasured(
                    device, span.min, span.sum / span.readings, span.max, span.readings));
            span.sum = 0;
            span.readings = 0;
          }
        });
  }

  /** What each probe said last. */
  public List<Status.Probe> status(Moment now) {
    List<Status.Probe> list = new ArrayList<>();
    probes.forEach(
        (device, span) ->
            list.add(
                new Status.Probe(
                    device, span.last, (now.nanos() - span.lastNanos) / Moment.NANOS_PER_MILLI)));
    return list;
  }
}
