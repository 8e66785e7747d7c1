package io.shelfkeeper.drivers.link;

/**
 * An output that is wanted. It is inactive from the instant in which it becomes an output to the
 * one in which it is given back.
 *
 * @param line which one
 * @param activeLow whether a low level makes happen what the output is for
 * @param openDrain whether it only pulls down, and is let go instead of driven high
 */
public record OutputSetup(LineName line, boolean activeLow, boolean openDrain) {}
