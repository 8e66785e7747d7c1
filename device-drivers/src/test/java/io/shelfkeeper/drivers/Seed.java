package io.shelfkeeper.drivers;

import java.util.Random;

/** Where the randomness of a test comes from; says how to see the same again. */
public final class Seed {
  private Seed() {}

  /** The generator for a test: from {@code -Dseed=}, or always the same. */
  public static Random of(Class<?> test) {
    long seed = Long.getLong("seed", 1);
    System.out.println(
        "seed "
            + seed
            + "; replay: mvn -pl device-drivers test -Dtest="
            + test.getSimpleName()
            + " -Dseed="
            + seed);
    return new Random(seed);
  }
}
