package io.shelfkeeper.agent.core.stock;

import static io.shelfkeeper.agent.core.stock.Weights.square;

import org.jspecify.annotations.Nullable;

/**
 * A movement that was told just before the next hand was noticed. That hand may have been there
 * already: then the level that was read carried it, and only both changes together are goods.
 *
 * @param moved cells that moved
 * @param force of that hand, if what was told is true; grams, below 0 if it lifted
 * @param variance of the error of it, grams squared
 * @param share probability that it was there, 0 to 1
 */
record Haste(long moved, double force, double variance, double share) {
  /** Hand that was there already, if one was noticed at once. */
  private static final double THERE = 0.1;

  /**
   * @param before haste in which the change itself was measured
   * @return null if what was told has no weight of its own
   */
  static @Nullable Haste of(
      Layout layout, Change change, Verdict.Outcome told, @Nullable Haste before) {
    Verdict.Explanation way = told.ways.getFirst();
    if (Double.isNaN(way.expected)) {
      return null;
    }
    double variance = change.totalVariance + (before == null ? 0 : square(before.force));
    for (Part part : way.parts) {
      Thing thing = part.thing();
      variance +=
          thing != null
              ? thing.variance
              : Math.abs(part.delta()) * square(layout.spread[layout.product(part.slot())]);
    }
    double force = change.total - way.expected;
    double without = (1 - THERE) * Math.exp(Weights.logNormal(force, 0, variance));
    double with = THERE * Math.exp(Weights.logHand(Math.abs(force)));
    return new Haste(change.moved, force, variance, with / (with + without));
  }
}
