package io.shelfkeeper.simulator.pins;

/**
 * How a pin is.
 *
 * @param use {@code in}, {@code out}, {@code led}, or {@code free}
 * @param holder who holds it, empty if nobody does
 * @param hung what hangs there, in a few words
 */
public record PinState(String name, String use, boolean high, String holder, String hung) {}
