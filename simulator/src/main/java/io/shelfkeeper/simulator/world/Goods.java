package io.shelfkeeper.simulator.world;

/**
 * A product as the factory makes it.
 *
 * @param grams mean weight of a package
 * @param spread standard deviation between packages, grams
 */
public record Goods(String sku, double grams, double spread) {

  /** A fresh package; never lighter than a third of the mean. */
  Pack pack(Dice dice) {
    return new Pack(sku, Math.max(0.3 * grams, grams + spread * dice.gauss()));
  }
}
