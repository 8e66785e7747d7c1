package io.shelfkeeper.simulator.tags;

/**
 * A tag of the site file.
 *
 * @param tag its name, as on its back
 * @param model its kind in the words of its maker
 * @param bay where it hangs
 */
public record TagPlan(String tag, String model, String bay) {}
