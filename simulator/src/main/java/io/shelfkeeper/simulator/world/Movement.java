package io.shelfkeeper.simulator.world;

/**
 * A physical take or put of one product at one bay.
 *
 * @param delta packages; taken is negative
 * @param grams change of the load
 * @param startNanos virtual time at which the hand arrives
 * @param endNanos virtual time at which the goods have stopped moving
 */
public record Movement(
    String bay, String sku, int delta, double grams, long startNanos, long endNanos) {}
