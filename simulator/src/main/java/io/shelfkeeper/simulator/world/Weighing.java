package io.shelfkeeper.simulator.world;

import java.util.SplittableRandom;

/**
 * One load cell with its converter, as a function of virtual time and a seed. Knows what bears down
 * on it, never what the goods are.
 *
 * <p>Figures: 24-bit bridge converter at 10 conversions a second on a 20 kg cell. White noise 0.25 g,
 * slow wander 0.15 g with a time constant of 3 s, a step shows in full after 4 conversions, creep
 * 0.04 % of a load change with a time constant of 300 s, zero drift up to 0.45 g per kelvin with a lag
 * of two minutes, random walk 0.02 g per root minute.
 */
final class Weighing {
  static final long CONVERSION_NANOS = 100_000_000L;
  private static final int SETTLING = 4;
  private static final double NOISE_GRAMS = 0.25;
  private static final double WANDER_GRAMS = 0.15;
  private static final double WANDER_SECONDS = 3;
  private static final double CREEP = 0.0004;
  private static final double CREEP_SECONDS = 300;
  private static final double WALK_GRAMS_PER_ROOT_MINUTE = 0.02;
  private static final double SECONDS = CONVERSION_NANOS / 1e9;

  /** What bears down on a cell at a moment. */
  interface Load {
    /** Grams of goods, hand and shaking. */
    double grams(long nanos);
  }

  private final SplittableRandom random;
  private final double plateGrams;
  private final double driftGramsPerKelvin;
  private final double phase;
  private final long clockNanos;
  private final double[] window = new double[SETTLING];

  private long conversions;
  private double wander;
  private double walk;
  private double creep;
  private double last;

  Weighing(long seed, double firstLoadGrams) {
    random = new SplittableRandom(seed);
    plateGrams = 300 + random.nextDouble(200);
    driftGramsPerKelvin = random.nextDouble(-0.45, 0.45);
    phase = random.nextDouble(2 * Math.PI);
    // A converter's own oscillator is off by about 1 %.
    clockNanos = (long) (CONVERSION_NANOS * (1 + 0.01 * random.nextGaussian()));
    creep = CREEP * firstLoadGrams;
    java.util.Arrays.fill(window, firstLoadGrams);
  }

  /** The newest converted value at a moment: always the same for the same seed and loads. */
  double grams(long nanos, Load load) {
    while ((conversions + 1) * clockNanos <= nanos) {
      conversions++;
      convert(conversions * clockNanos, load);
    }
    return last;
  }

  private void convert(long at, Load load) {
    double bearing = load.grams(at);
    window[(int) (conversions % SETTLING)] = bearing;
    double seen = 0;
    for (double value : window) {
      seen += value / SETTLING;
    }
    creep += (CREEP * bearing - creep) * SECONDS / CREEP_SECONDS;
    wander += -wander * SECONDS / WANDER_SECONDS;
    wander += WANDER_GRAMS * Math.sqrt(2 * SECONDS / WANDER_SECONDS) * random.nextGaussian();
    walk += WALK_GRAMS_PER_ROOT_MINUTE * Math.sqrt(SECONDS / 60) * random.nextGaussian();
    double kelvin = 1.5 * Math.sin(2 * Math.PI * at / 1.5e12 + phase);
    last =
        plateGrams
            + seen
            + creep
            + wander
            + walk
            + driftGramsPerKelvin * kelvin
            + NOISE_GRAMS * random.nextGaussian();
  }
}
