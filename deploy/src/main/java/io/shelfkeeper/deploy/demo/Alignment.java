package io.shelfkeeper.deploy.demo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kindest way to read a row of ledger entries as a row of strokes, in order. Kind means: as few
 * packages as possible are called lost or duplicated.
 *
 * @param accounted moves in strokes that the ledger has exactly
 * @param lost packages
 * @param duplicated packages
 * @param delays of strokes that the ledger has exactly, the last one first
 */
record Alignment(int accounted, int lost, int duplicated, @Nullable Delays delays) {
  /** One hand is told in so many rows at most; without a bound a long day takes long to judge. */
  private static final int ROWS_A_STROKE_MAX = 8;

  private static final Alignment NOTHING = new Alignment(0, 0, 0, null);

  /** A stroke with its delay, and those before it. */
  record Delays(Delay delay, @Nullable Delays before) {}

  /** Dynamic programming: the best reading of the first strokes as the first entries. */
  static Alignment of(List<Stroke> strokes, List<Move> entries) {
    Alignment[] best = new Alignment[entries.size() + 1];
    best[0] = NOTHING;
    for (int read = 1; read < best.length; read++) {
      best[read] = best[read - 1].plusDuplicated(entries.get(read - 1));
    }
    for (Stroke stroke : strokes) {
      best = next(best, stroke, entries);
    }
    return best[entries.size()];
  }

  private static Alignment[] next(Alignment[] best, Stroke stroke, List<Move> entries) {
    Alignment[] next = new Alignment[best.length];
    Arrays.setAll(next, read -> best[read].plus(stroke, 0, null));
    for (int read = 1; read < next.length; read++) {
      Move last = entries.get(read - 1);
      int told = 0;
      for (int from = read - 1; from >= Math.max(0, read - ROWS_A_STROKE_MAX); from--) {
        told += entries.get(from).packages();
        next[read] = better(next[read], best[from].plus(stroke, told, last));
      }
      next[read] = better(next[read], next[read - 1].plusDuplicated(last));
    }
    return next;
  }

  private static Alignment better(Alignment one, Alignment other) {
    if (one.cost() != other.cost()) {
      return one.cost() < other.cost() ? one : other;
    }
    return one.accounted >= other.accounted ? one : other;
  }

  private int cost() {
    return lost + duplicated;
  }

  private Alignment plusDuplicated(Move entry) {
    return new Alignment(accounted, lost, duplicated + Math.abs(entry.packages()), delays);
  }

  /** One stroke more, of which the ledger tells so many packages, the last of them there. */
  private Alignment plus(Stroke stroke, int told, @Nullable Move last) {
    int missing = stroke.packages() - told;
    if (missing == 0) {
      return new Alignment(
          accounted + stroke.moves(),
          lost,
          duplicated,
          last == null ? delays : after(stroke, last));
    }
    boolean toldTooLittle = Integer.signum(missing) == Integer.signum(stroke.packages());
    return toldTooLittle
        ? new Alignment(accounted, lost + Math.abs(missing), duplicated, delays)
        : new Alignment(accounted, lost, duplicated + Math.abs(missing), delays);
  }

  private Delays after(Stroke stroke, Move last) {
    long millis = last.atMillis() - stroke.endMillis();
    return new Delays(new Delay(stroke.endMillis(), millis), delays);
  }
}
