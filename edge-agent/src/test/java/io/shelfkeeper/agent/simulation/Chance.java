package io.shelfkeeper.agent.simulation;

import java.util.SplittableRandom;

/**
 * All chance of one simulated part. Parts have streams of their own, so that one does not shift
 * another.
 */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  Chance split() {
    return new Chance(random.nextLong());
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  long millis(long low, long high) {
    return random.nextLong(low * 1_000_000, high * 1_000_000 + 1);
  }

  double noise(double sigma) {
    return random.nextGaussian() * sigma;
  }

  long bits() {
    return random.nextLong();
  }
}
