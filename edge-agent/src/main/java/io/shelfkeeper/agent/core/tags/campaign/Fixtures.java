package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.tags.StationPlan;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which fixtures may change now. One begins when, at each station that serves it, those before it
 * are whole, or have had their time and what they lack is named.
 */
final class Fixtures {
  /** A picture takes its station so long, or somewhat less. */
  private static final long PICTURE_NANOS = 4 * Moment.NANOS_PER_SECOND;

  private final Places places;
  private final int[] left;
  private final BitSet[] stations;
  private final long[] openedNanos;
  private final BitSet open = new BitSet();
  private final BitSet named = new BitSet();

  Fixtures(Places places) {
    this.places = places;
    left = new int[places.fixtures()];
    stations = new BitSet[places.fixtures()];
    Arrays.setAll(stations, i -> new BitSet());
    openedNanos = new long[places.fixtures()];
  }

  /** A campaign begins, or goes on after a start. */
  void begin(Moment now, BitSet tags) {
    Arrays.fill(left, 0);
    Arrays.stream(stations).forEach(BitSet::clear);
    open.clear();
    named.clear();
    tags.stream()
        .forEach(
            tag -> {
              left[places.fixtureOf[tag]]++;
              stations[places.fixtureOf[tag]].set(places.stationOf[tag]);
            });
    look(now);
  }

  /** No campaign is under way. */
  void end() {
    Arrays.fill(left, 0);
  }

  boolean isOpen(int tag) {
    return open.get(places.fixtureOf[tag]);
  }

  /** Whether a fixture has old prices and new ones. */
  boolean isChanging(int fixture) {
    return left[fixture] > 0;
  }

  /** Whether nothing can be waited for any more. */
  boolean isOver() {
    for (int fixture = 0; fixture < left.length; fixture++) {
      if (left[fixture] > 0 && !named.get(fixture)) {
        return false;
      }
    }
    return true;
  }

  /** A tag of the campaign shows the new price. */
  void done(Moment now, int tag) {
    if (--left[places.fixtureOf[tag]] == 0) {
      look(now);
    }
  }

  /** Fixtures whose time is over now, though tags are missing. */
  List<Integer> overdue(Moment now) {
    List<Integer> overdue =
        open.stream()
            .filter(
                fixture ->
                    left[fixture] > 0
                        && !named.get(fixture)
                        && now.nanos() - openedNanos[fixture] > patience(fixture))
            .boxed()
            .toList();
    if (!overdue.isEmpty()) {
      overdue.forEach(named::set);
      look(now);
    }
    return overdue;
  }

  /** Whoever has not come in that time is silent, and the others had their turn. */
  private long patience(int fixture) {
    long silent =
        stations[fixture].stream()
            .mapToObj(station -> places.setup.stations().get(station))
            .mapToLong(StationPlan::silentNanos)
            .max()
            .orElse(0);
    return silent + left[fixture] * PICTURE_NANOS;
  }

  /** Opens what may begin. */
  private void look(Moment now) {
    BitSet busy = new BitSet();
    for (int fixture = 0; fixture < left.length; fixture++) {
      boolean whole = left[fixture] == 0 || named.get(fixture);
      if (!open.get(fixture) && !stations[fixture].intersects(busy)) {
        open.set(fixture);
        openedNanos[fixture] = now.nanos();
      }
      if (!whole) {
        busy.or(stations[fixture]);
      }
    }
  }
}
