package io.shelfkeeper.simulator.world;

/**
 * How a door truly is.
 *
 * @param latched whether its latch holds it, or would if it were shut
 */
public record DoorState(String door, String lock, boolean open, boolean latched, boolean jammed) {}
