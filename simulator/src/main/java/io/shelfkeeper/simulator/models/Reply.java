package io.shelfkeeper.simulator.models;

/**
 * What a device answers.
 *
 * @param delayNanos silence between the end of the request and the first bit
 * @param baud the rate at which it sends; not always the one at which it was asked
 */
public record Reply(byte[] bytes, long delayNanos, int baud) {}
