package io.shelfkeeper.agent.core.fleet;

import io.shelfkeeper.agent.core.facts.Fact;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How devices answered since it was told last. One line a device, however long nobody listens. */
public final class Polls {
  private final Map<String, Counted> devices = new LinkedHashMap<>();

  private record Counted(long polls, long failures) {}

  public void counted(String device, long polls, long failures) {
    Counted known = devices.getOrDefault(device, new Counted(0, 0));
    devices.put(device, new Counted(known.polls + polls, known.failures + failures));
  }

  /** Tells all and starts from zero. */
  public void tell(Consumer<Fact> say) {
    devices.forEach(
        (device, counted) ->
            say.accept(new Fact.DeviceMeasured(device, counted.polls, counted.failures)));
    devices.clear();
  }
}
