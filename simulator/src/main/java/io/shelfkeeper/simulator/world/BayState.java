package io.shelfkeeper.simulator.world;

import java.util.SortedMap;

/**
 * What truly stands at a bay.
 *
 * @param packages by sku; a planned product without packages is there with 0
 * @param grams weight of all packages
 * @param moving whether a hand is at work there
 */
public record BayState(
    String bay, SortedMap<String, Integer> packages, double grams, boolean moving) {}
