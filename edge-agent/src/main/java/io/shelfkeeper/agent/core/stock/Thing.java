package io.shelfkeeper.agent.core.stock;

/**
 * One physical package (or foreign object) that has been weighed by itself, so that it can be
 * recognised when it is met again.
 */
final class Thing {
  /** Index of the product, or {@link Layout#FOREIGN}. */
  final int product;

  /** Where it belongs or lies, a slot of the {@link Layout}. */
  final int slot;

  double grams;
  double variance;

  /** Probability that it still is where it is kept in mind: in a hand, or on a shelf. */
  double there;

  /** Whether nothing has been taken from its shelf since it came there. */
  boolean justCame;

  Thing(int product, int slot, double grams, double variance, double there) {
    this.product = product;
    this.slot = slot;
    this.grams = grams;
    this.variance = variance;
    this.there = there;
  }

  Thing copy() {
    Thing copy = new Thing(product, slot, grams, variance, there);
    copy.justCame = justCame;
    return copy;
  }
}
