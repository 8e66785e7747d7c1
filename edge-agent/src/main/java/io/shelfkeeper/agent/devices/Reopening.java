package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.ports.Entropy;

/**
 * When a wire that went down is tried again: soon at first, then every two seconds at the latest,
 * so that it works again within five seconds of being plugged in. Never twice at once, even if the
 * wire opens well and goes down again each time.
 */
final class Reopening {
  private static final long NANOS_MIN = 250_000_000L;
  private static final int DOUBLINGS_MAX = 3;

  private final Entropy entropy;
  private int attempts;

  Reopening(Entropy entropy) {
    this.entropy = entropy;
  }

  /** Something was heard on the wire: next time it is tried again soon. */
  void worked() {
    attempts = 0;
  }

  /** How long to wait before the next try; a random half of it keeps many from trying at once. */
  long nextNanos() {
    long pause = NANOS_MIN << Math.min(attempts, DOUBLINGS_MAX);
    attempts++;
    return pause / 2 + Math.floorMod(entropy.nextLong(), pause / 2);
  }
}
