package io.shelfkeeper.simulator.world;

/**
 * The truth about one physical take or put of one product at one bay.
 *
 * @param number 1 for the first of a run
 * @param startNanos the hand touches, virtual time
 * @param endNanos the last package has come to rest or left
 * @param delta packages, below 0 for taken
 * @param grams true change of weight, below 0 for taken
 */
public record Movement(
    long number, long startNanos, long endNanos, String bay, String sku, int delta, double grams) {}
