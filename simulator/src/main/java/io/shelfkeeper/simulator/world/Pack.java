package io.shelfkeeper.simulator.world;

/**
 * One package with a weight of its own, which it keeps wherever it goes.
 *
 * @param grams true weight
 */
record Pack(String sku, double grams) {}
