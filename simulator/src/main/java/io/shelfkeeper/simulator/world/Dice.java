package io.shelfkeeper.simulator.world;

/**
 * Seeded dice: one seed gives the same throws on every machine and every Java. Never reads a clock
 * or the machine's own randomness.
 */
public final class Dice {
  // SplitMix64 of our own, and StrictMath below: a library's generator may change between versions.
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;
  private double spare = Double.NaN;

  public Dice(long seed) {
    state = seed;
  }

  /** Dice of their own for one purpose, so that throws for one thing do not disturb another. */
  public Dice(long seed, String purpose) {
    long mixed = seed;
    for (int i = 0; i < purpose.length(); i++) {
      mixed = scramble(mixed + GOLDEN + purpose.charAt(i));
    }
    state = mixed;
  }

  /** 64 even bits. */
  public long bits() {
    state += GOLDEN;
    return scramble(state);
  }

  /** At least 0, below 1. */
  public double share() {
    return (bits() >>> 11) * 0x1p-53;
  }

  public double between(double low, double high) {
    return low + (high - low) * share();
  }

  /** 0 to {@code count} - 1. */
  public int below(int count) {
    return (int) (share() * count);
  }

  public boolean chance(double probability) {
    return share() < probability;
  }

  /** Normal, mean 0, deviation 1. */
  public double gauss() {
    if (!Double.isNaN(spare)) {
      double result = spare;
      spare = Double.NaN;
      return result;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - share()));
    double angle = 2 * Math.PI * share();
    spare = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  /** Exponential, mean 1. */
  public double exponential() {
    return -StrictMath.log(1 - share());
  }

  private static long scramble(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
