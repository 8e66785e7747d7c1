package io.shelfkeeper.agent.core.stock;

/** What is assumed of packages' weights beyond what the catalogue says, and the densities used. */
public final class Weights {
  /** Half of the logarithm of 2 pi. */
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** By how much a guessed spread may be wrong, as factors, and how often. */
  private static final double[] GUESSES = {0.6, 1.2, 3.5};

  private static final double[] GUESSES_LOG = {Math.log(0.4), Math.log(0.35), Math.log(0.25)};

  private Weights() {}

  /**
   * The spread to reckon with.
   *
   * @param spread as the catalogue says, 0 if nobody weighed more than one package
   */
  public static double spread(double grams, double spread) {
    return spread > 0 ? spread : 0.3 + 0.012 * grams;
  }

  /** A change too small for any goods of which the lightest weighs so much, grams. */
  static double negligible(double lightest) {
    return Math.min(0.3 * lightest, 10);
  }

  static double square(double x) {
    return x * x;
  }

  /**
   * Logarithm of the density of packages whose spread nobody measured: most goods spread by about
   * one per cent, some by a fraction of it, some by several.
   *
   * @param guess variance of the packages by the {@link #spread} that is assumed
   * @param other variance that has nothing to do with the packages
   */
  static double logGuessed(double x, double mean, double guess, double other) {
    double sum = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < GUESSES.length; i++) {
      double variance = GUESSES[i] * GUESSES[i] * guess + other;
      sum = logSum(sum, GUESSES_LOG[i] + logNormal(x, mean, variance));
    }
    return sum;
  }

  /** Logarithm of the normal density. */
  public static double logNormal(double x, double mean, double variance) {
    double d = x - mean;
    return -0.5 * (d * d / variance + Math.log(variance)) - HALF_LOG_TWO_PI;
  }

  /** Logarithm of a density that is flat in the logarithm of the weight, 5 g to 5 kg. */
  public static double logAnyWeight(double grams) {
    return -Math.log(Math.max(grams, 5) * 6.9);
  }

  /** Logarithm of the density of the force of a hand: from a finger to an arm, median 150 g. */
  static double logHand(double grams) {
    double force = Math.max(grams, 1);
    double z = (Math.log(force) - 5) / 1.3;
    return -0.5 * z * z - Math.log(1.3 * force) - HALF_LOG_TWO_PI;
  }

  /** Logarithm of the sum of two numbers given by their logarithms. */
  static double logSum(double a, double b) {
    double high = Math.max(a, b);
    return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}
