package io.shelfkeeper.agent.core.stock;

/**
 * Reconstructs what lay on a shelf between two rests, as a {@link Course}. Where the converter
 * averages, its average is undone from both ends, at the price of more noise.
 */
final class Retrace {
  private static final int ROWS_MAX = 90;

  /** A shelf rings after every grip: by so much, and by so much of the load. */
  private static final double RING_GRAMS = 0.8;

  private static final double RING_SHARE = 0.008;

  private final double[] x = new double[ROWS_MAX];
  private final double[] variance = new double[ROWS_MAX];
  private final double[] forth = new double[ROWS_MAX];
  private final double[] forthVariance = new double[ROWS_MAX];
  private int n;

  void begin() {
    n = 0;
  }

  /**
   * @param grams away from the level before
   * @param noise variance of a row at rest, grams squared
   */
  void add(double grams, double noise) {
    x[n] = grams;
    variance[n] = noise;
    n++;
  }

  void learn(Settling settling, double total) {
    settling.learn(x, n, total);
  }

  /**
   * @param average rows that the converter averages
   */
  void fill(Course course, double rowSeconds, double total, int average) {
    course.begin(rowSeconds, total);
    double ring = RING_GRAMS + RING_SHARE * Math.abs(total);
    for (int i = 0; i < n; i++) {
      variance[i] += ring * ring;
    }
    if (average == 1) {
      for (int i = 0; i < n; i++) {
        course.add(x[i], variance[i]);
      }
      return;
    }
    double gain = 2.0 * average * average;
    for (int i = 0; i < n; i++) {
      double step = average * (x[i] - (i > 0 ? x[i - 1] : 0));
      forth[i] = step + (i >= average ? forth[i - average] : 0);
      forthVariance[i] = gain * variance[i] + (i >= average ? forthVariance[i - average] : 0);
    }
    back(total, average, gain);
    for (int i = 0; i < n; i++) {
      course.add(forth[i], forthVariance[i]);
    }
  }

  /** Joins what follows from the rest before with what follows from the rest after. */
  private void back(double total, int average, double gain) {
    double[] at = new double[average];
    double[] noise = new double[average];
    java.util.Arrays.fill(at, total);
    for (int i = n - 1; i >= 0; i--) {
      int k = i % average;
      if (i + average < n) {
        at[k] -= average * (x[i + average] - x[i + average - 1]);
        noise[k] += gain * variance[i + average];
      }
      double w = 1 / forthVariance[i];
      double u = 1 / (noise[k] + 1);
      forth[i] = (forth[i] * w + at[k] * u) / (w + u);
      forthVariance[i] = 1 / (w + u) + 1;
    }
  }
}
