package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Says once when a bay runs low or out, and once when it has recovered. Never on a count that no
 * sensor has confirmed since the start, and only on one that has stood for two seconds: a
 * conclusion may be corrected within moments. A low bay has recovered only with some packages more
 * than made it low: one that is put back and taken again is no news.
 */
public final class Levels {
  static final long STANDS_NANOS = 2 * Moment.NANOS_PER_SECOND;

  /** A quarter of the threshold, and at least one package, must be there on top of it. */
  private static final int MARGIN = 4;

  private static final int VERSION = 1;
  private static final int ENTRIES_MAX = 100_000;

  private final Map<Place, Entry> entries = new LinkedHashMap<>();
  private boolean changed;

  /**
   * @param low at or below this many packages the bay is low, 0 to never say so
   */
  public record Threshold(String bay, String sku, int low) {}

  private record Place(String bay, String sku) {}

  private enum Stand {
    ENOUGH,
    LOW,
    OUT
  }

  private static final class Entry {
    private final int low;
    private Stand said = Stand.ENOUGH;
    private Stand seen = Stand.ENOUGH;
    private long seenNanos;

    Entry(int low) {
      this.low = low;
    }

    Stand of(int count) {
      int margin = said == Stand.LOW ? Math.max(1, low / MARGIN) : 0;
      return count == 0 ? Stand.OUT : count <= low + margin && low > 0 ? Stand.LOW : Stand.ENOUGH;
    }
  }

  public Levels(List<Threshold> thresholds) {
    thresholds.forEach(t -> entries.put(new Place(t.bay(), t.sku()), new Entry(t.low())));
  }

  /**
   * Compares the counts with the thresholds.
   *
   * @param hoursLeft how long a count will last, not a number if nobody can say
   */
  public void look(
      Moment now,
      List<Count> counts,
      Predicate<String> known,
      ToDoubleFunction<Count> hoursLeft,
      Consumer<Fact> say) {
    for (Count count : counts) {
      Entry entry = entries.get(new Place(count.bay(), count.sku()));
      if (entry != null && known.test(count.bay())) {
        look(now, count, entry, hoursLeft, say);
      }
    }
  }

  private void look(
      Moment now, Count count, Entry entry, ToDoubleFunction<Count> hoursLeft, Consumer<Fact> say) {
    Stand stand = entry.of(count.count());
    if (stand != entry.seen) {
      entry.seen = stand;
      entry.seenNanos = now.nanos();
    }
    if (stand != entry.said && now.nanos() - entry.seenNanos >= STANDS_NANOS) {
      entry.said = stand;
      changed = true;
      say.accept(
          switch (stand) {
            case OUT -> new Fact.StockOut(count.bay(), count.sku());
            case LOW ->
                new Fact.StockLow(
                    count.bay(),
                    count.sku(),
                    count.count(),
                    entry.low,
                    hoursLeft.applyAsDouble(count));
            case ENOUGH -> new Fact.StockRecovered(count.bay(), count.sku(), count.count());
          });
    }
  }

  /** Whether {@link #state} has to be written again. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** What was said last, where it is not that all is well. */
  public byte[] state() {
    List<Map.Entry<Place, Entry>> told = new ArrayList<>();
    for (Map.Entry<Place, Entry> entry : entries.entrySet()) {
      if (entry.getValue().said != Stand.ENOUGH) {
        told.add(entry);
      }
    }
    StateWriter writer = new StateWriter(VERSION).number(told.size());
    for (Map.Entry<Place, Entry> entry : told) {
      writer
          .text(entry.getKey().bay())
          .text(entry.getKey().sku())
          .number(entry.getValue().said == Stand.OUT ? 1 : 0);
    }
    return writer.bytes();
  }

  /**
   * Goes on from what {@link #state} said before a restart.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours
   */
  public void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    for (int left = reader.count(ENTRIES_MAX); left > 0; left--) {
      Entry entry = entries.get(new Place(reader.text(), reader.text()));
      boolean out = reader.number() == 1;
      if (entry != null) {
        entry.said = out ? Stand.OUT : Stand.LOW;
        entry.seen = entry.said;
      }
    }
  }
}
