package io.shelfkeeper.agent.core.stock;

/**
 * Over how many rows a cell's converter averages, learned from steps that no hand blurred: a
 * converter whose filter needs four conversions turns a step into a ramp of four. One that does not
 * average is the assumption until steps have shown otherwise.
 */
final class Settling {
  static final int ROWS_MAX = 4;
  private static final double[] RISE_SECONDS = {0.05, 0.15, 0.3};
  private static final double TOLERANCE = 0.03;
  private static final double DECIDED = 3;

  private final double rowSeconds;
  private final double[] votes = new double[ROWS_MAX + 1];
  private final double[] error = new double[ROWS_MAX + 1];

  Settling(double rowSeconds) {
    this.rowSeconds = rowSeconds;
  }

  /** Rows averaged, 1 to {@link #ROWS_MAX}. */
  int rows() {
    int best = 1;
    for (int k = 2; k <= ROWS_MAX; k++) {
      if (votes[k] > votes[best]) {
        best = k;
      }
    }
    return votes[best] >= DECIDED ? best : 1;
  }

  /**
   * @param x a stretch from one rest to another, relative to the first
   * @param n rows of it
   * @param step the change from rest to rest
   */
  void learn(double[] x, int n, double step) {
    double least = Double.POSITIVE_INFINITY;
    int best = 1;
    double second = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= ROWS_MAX; k++) {
      error[k] = misfit(x, n, step, k);
      if (error[k] < least) {
        second = least;
        least = error[k];
        best = k;
      } else {
        second = Math.min(second, error[k]);
      }
    }
    if (least < TOLERANCE * Math.abs(step) && second > 1.5 * least) {
      votes[best] = Math.min(20, votes[best] + 1);
    }
  }

  /** Root of the mean square to the best ramp, over the rows where ramps differ. */
  private double misfit(double[] x, int n, double step, int k) {
    double best = Double.POSITIVE_INFINITY;
    for (double rise : RISE_SECONDS) {
      for (double start = 0; start < n; start += 0.2) {
        double sum = 0;
        for (int i = 0; i < n && sum < best; i++) {
          double d = x[i] - step * ramp(i - start, rise / rowSeconds, k);
          sum += d * d;
        }
        best = Math.min(best, sum);
      }
    }
    return Math.sqrt(best / (ROWS_MAX + 2));
  }

  /** What a mean over {@code k} rows shows of a step that begins at zero. */
  private static double ramp(double row, double rise, int k) {
    double sum = 0;
    for (int j = 0; j < k; j++) {
      sum += Math.max(0, Math.min(1, (row - j) / rise));
    }
    return sum / k;
  }
}
