package io.shelfkeeper.agent.core.tags.campaign;

/**
 * Numbers that look like chance and are always the same for one seed: a forecast may be repeated.
 * The generator is SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
 * 2014).
 */
final class Draw {
  private static final double UNIT = 0x1p-53;

  private long state;

  Draw(long seed) {
    state = seed;
  }

  /** 0 or more, less than 1. */
  double next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * UNIT;
  }
}
