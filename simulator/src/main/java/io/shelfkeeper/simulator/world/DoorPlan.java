package io.shelfkeeper.simulator.world;

/**
 * A door that a latch holds.
 *
 * @param sprung whether it jumps open when its latch lets go, as doors of lockers do; others wait
 *     for a hand
 */
public record DoorPlan(String door, String lock, boolean sprung) {}
