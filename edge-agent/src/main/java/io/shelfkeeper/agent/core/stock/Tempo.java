package io.shelfkeeper.agent.core.stock;

/**
 * How long people are busy at a shelf for one package, for two, and so on. Learned at the shop from
 * movements whose number was clear; it only tips the balance where the weight leaves two numbers.
 */
final class Tempo {
  private static final int CLASSES = 4;
  private static final double PRIOR_WEIGHT = 6;
  private static final double WEIGHT_MAX = 60;
  private static final double SPREAD_MIN = 0.3;
  private static final double LEAST = Math.log(0.4);

  private final double[] weight = new double[CLASSES];
  private final double[] mean = new double[CLASSES];
  private final double[] square = new double[CLASSES];

  Tempo() {
    for (int k = 0; k < CLASSES; k++) {
      weight[k] = PRIOR_WEIGHT;
      mean[k] = Math.log(0.8 + 0.4 * k);
      square[k] = mean[k] * mean[k] + 0.35;
    }
  }

  Tempo copy() {
    Tempo copy = new Tempo();
    System.arraycopy(weight, 0, copy.weight, 0, CLASSES);
    System.arraycopy(mean, 0, copy.mean, 0, CLASSES);
    System.arraycopy(square, 0, copy.square, 0, CLASSES);
    return copy;
  }

  private static int kind(int packages) {
    return Math.max(1, Math.min(CLASSES, packages)) - 1;
  }

  /** Logarithm of how much better several packages explain a duration than one. */
  double log(int packages, double seconds) {
    // Several in one grip take no longer than one.
    return Math.max(LEAST, density(kind(packages), seconds) - density(0, seconds));
  }

  private double density(int k, double seconds) {
    double variance = Math.max(SPREAD_MIN * SPREAD_MIN, square[k] - mean[k] * mean[k]);
    double off = Math.log(Math.max(0.1, seconds)) - mean[k];
    // Heavy tails: some people just stand there.
    return -2.5 * Math.log1p(off * off / variance / 4) - 0.5 * Math.log(variance);
  }

  void saw(int packages, double seconds, double probability) {
    int k = kind(packages);
    double x = Math.log(Math.max(0.1, seconds));
    weight[k] = Math.min(WEIGHT_MAX, weight[k] + probability);
    double share = probability / weight[k];
    mean[k] += share * (x - mean[k]);
    square[k] += share * (x * x - square[k]);
  }
}
