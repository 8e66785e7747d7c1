package io.shelfkeeper.deploy.demo;

import java.util.Arrays;
import java.util.List;

/**
 * The kindest way to read a row of ledger entries as a row of strokes, in order. Kind means: as few
 * packages as possible are called lost or duplicated.
 *
 * @param accounted moves in strokes that the ledger has exactly
 * @param lost packages
 * @param duplicated packages
 */
record Alignment(int accounted, int lost, int duplicated) {
  private static final Alignment NOTHING = new Alignment(0, 0, 0);

  /** Dynamic programming: the best reading of the first strokes as the first entries. */
  static Alignment of(List<Judge.Stroke> strokes, int[] entries) {
    Alignment[] best = new Alignment[entries.length + 1];
    Arrays.setAll(best, read -> NOTHING.plusDuplicated(sumOfSizes(entries, read)));
    for (Judge.Stroke stroke : strokes) {
      best = next(best, stroke, entries);
    }
    return best[entries.length];
  }

  private static Alignment[] next(Alignment[] best, Judge.Stroke stroke, int[] entries) {
    Alignment[] next = new Alignment[best.length];
    for (int read = 0; read < next.length; read++) {
      int told = 0;
      next[read] = best[read].plus(stroke, 0);
      for (int from = read - 1; from >= 0; from--) {
        told += entries[from];
        next[read] = better(next[read], best[from].plus(stroke, told));
      }
      if (read > 0) {
        next[read] = better(next[read], next[read - 1].plusDuplicated(Math.abs(entries[read - 1])));
      }
    }
    return next;
  }

  private static int sumOfSizes(int[] entries, int count) {
    return Arrays.stream(entries, 0, count).map(Math::abs).sum();
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

  private Alignment plusDuplicated(int packages) {
    return new Alignment(accounted, lost, duplicated + packages);
  }

  /** One stroke more, of which the ledger tells so many packages. */
  private Alignment plus(Judge.Stroke stroke, int told) {
    int missing = stroke.packages() - told;
    if (missing == 0) {
      return new Alignment(accounted + stroke.moves(), lost, duplicated);
    }
    boolean toldTooLittle = Integer.signum(missing) == Integer.signum(stroke.packages());
    return toldTooLittle
        ? new Alignment(accounted, lost + Math.abs(missing), duplicated)
        : new Alignment(accounted, lost, duplicated + Math.abs(missing));
  }
}
