package io.shelfkeeper.agent.core.stock;

import org.jspecify.annotations.Nullable;

/**
 * A lasting change of the cells of one shelf, as measured: what goods have to explain. Reused for
 * every measurement of its shelf.
 */
final class Change {
  final int cells;

  /** Change of each cell in grams; taken is negative. */
  final double[] grams;

  /** Variance of the measuring error of each cell, grams squared. */
  final double[] variance;

  /** Cells that moved beyond their noise. */
  long moved;

  /** Sum over the moved cells. */
  double total;

  double totalVariance;

  /** The part of it that is due to hands and ringing when the old level was read, grams squared. */
  double misread;

  /** How long the shelf has been calm at its new level, seconds. */
  double calmSeconds;

  /** By how many rows that is shown. */
  int calmRows;

  /** Log likelihood ratio of a hand that is still there to a rest, by its {@link Unrest}. */
  final double[] hand = new double[Unrest.KINDS];

  /** Whether a cell that did not move wavers so much that a hand must be there. */
  boolean elsewhere;

  /** Since when the shelf has not been at its old level, seconds. */
  double disturbedSeconds;

  /** What was told in haste just before, if it was. */
  @Nullable Haste haste;

  /** What happened on the way. */
  final Course course = new Course();

  Change(int cells) {
    this.cells = cells;
    grams = new double[cells];
    variance = new double[cells];
  }

  boolean moved(int cell) {
    return (moved >>> cell & 1) != 0;
  }

  void sum() {
    total = 0;
    totalVariance = 0;
    for (int j = 0; j < cells; j++) {
      if (moved(j)) {
        total += grams[j];
        totalVariance += variance[j];
      }
    }
  }

  /** The same change, if the cells show {@code span} of every gram. */
  Change asShownBy(double span) {
    Change real = new Change(cells);
    real.moved = moved;
    for (int j = 0; j < cells; j++) {
      real.grams[j] = grams[j] / span;
      real.variance[j] = variance[j] / (span * span);
    }
    real.sum();
    return real;
  }

  /** Nobody was seen: the rest is certain. */
  void certain() {
    java.util.Arrays.fill(hand, -100);
    elsewhere = false;
  }

  /** How long somebody was busy, seconds. */
  double busySeconds() {
    return Math.max(0.1, disturbedSeconds - calmSeconds);
  }

  /** Of the cells that moved, the one that moved most. */
  int heaviest() {
    int best = 0;
    for (int j = 0; j < cells; j++) {
      if (moved(j) && (!moved(best) || Math.abs(grams[j]) > Math.abs(grams[best]))) {
        best = j;
      }
    }
    return best;
  }
}
