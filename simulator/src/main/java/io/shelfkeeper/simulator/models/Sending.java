package io.shelfkeeper.simulator.models;

/**
 * Bytes as they reach the host.
 *
 * @param startNanos when the first start bit goes on the line, if the line is free by then
 * @param durationNanos how long the line is busy with them
 */
public record Sending(byte[] bytes, long startNanos, long durationNanos) {

  long endNanos() {
    return startNanos + durationNanos;
  }
}
