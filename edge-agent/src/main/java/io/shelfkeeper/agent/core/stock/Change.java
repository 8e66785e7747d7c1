package io.shelfkeeper.agent.core.stock;

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

  /** How long the shelf has been calm at its new level, seconds. */
  double calmSeconds;

  /** Log likelihood ratio of a hand that is still there to a rest, by its {@link Unrest}. */
  final double[] hand = new double[Unrest.KINDS];

  /** Whether a cell that did not move wavers so much that a hand must be there. */
  boolean elsewhere;

  /** Since when the shelf has not been at its old level, seconds. */
  double disturbedSeconds;

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

  /** Nobody was seen: the rest is certain. */
  void certain() {
    java.util.Arrays.fill(hand, -100);
    elsewhere = false;
  }

  /** How long somebody was busy, seconds. */
  double busySeconds() {
    return Math.max(0.1, disturbedSeconds - calmSeconds);
  }

  int heaviest() {
    int best = 0;
    for (int j = 1; j < cells; j++) {
      if (Math.abs(grams[j]) > Math.abs(grams[best])) {
        best = j;
      }
    }
    return best;
  }
}
