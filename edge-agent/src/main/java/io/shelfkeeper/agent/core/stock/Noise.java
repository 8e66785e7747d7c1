package io.shelfkeeper.agent.core.stock;

/**
 * How much the cells of a shelf waver at rest. Where a cell is fast enough to show it, the shaking
 * of the moment counts, not the average of the hour.
 */
final class Noise {
  private static final double LEAST_GRAMS = 0.03;

  private final Rows rows;
  private final int stride;
  private final double[] row;
  private final double[] floor;
  private final double[] inner;
  private final double[] scratch = new double[Rows.CAPACITY];

  Noise(Rows rows, int stride) {
    this.rows = rows;
    this.stride = stride;
    row = new double[rows.cells];
    floor = new double[rows.cells];
    inner = new double[rows.cells];
  }

  /** Standard deviation of one row at rest, grams. */
  double row(int cell) {
    return row[cell];
  }

  /** Standard deviation of one step (a tenth of a second) at rest, grams. */
  double floor(int cell) {
    return floor[cell];
  }

  /** A first guess, from the median of the differences of the last {@code n} rows. */
  void start(int cell, long last, int n) {
    double sum = 0;
    for (int i = 0; i < n - 1; i++) {
      scratch[i] = Math.abs(rows.mean(last - i, cell) - rows.mean(last - i - 1, cell));
      sum += rows.inner(last - i, cell);
    }
    java.util.Arrays.sort(scratch, 0, n - 1);
    row[cell] = Math.max(0.05, 1.4826 * scratch[(n - 1) / 2] / Math.sqrt(2));
    floor[cell] = row[cell] / Math.sqrt(stride);
    inner[cell] = Math.max(0.05, sum / (n - 1));
  }

  /** Mean of the step that ends with a row. */
  double step(int cell, long last) {
    double sum = 0;
    for (int i = 0; i < stride; i++) {
      sum += rows.mean(last - i, cell);
    }
    return sum / stride;
  }

  /** Noise of the step that ends with a row, by the shaking around it; grams squared. */
  double variance(int cell, long last) {
    double floor2 = floor[cell] * floor[cell];
    if (inner[cell] <= 0.05) {
      return floor2;
    }
    double shaking = 0;
    for (int i = 0; i < stride; i++) {
      double in = rows.inner(last - i, cell) / inner[cell];
      shaking += in * in;
    }
    return floor2 * Math.max(1, shaking / stride);
  }

  /** Noise of one row, by its own shaking, grams squared. */
  double rowVariance(int cell, long at) {
    double in = inner[cell] <= 0.05 ? 1 : Math.max(1, rows.inner(at, cell) / inner[cell]);
    return row[cell] * row[cell] * in * in;
  }

  /**
   * @param a share of the new in the mean, 0 to 1
   */
  void learn(int cell, long at, double a) {
    row[cell] =
        follow(row[cell], (rows.mean(at, cell) - rows.mean(at - 1, cell)) / Math.sqrt(2), a);
    double step = step(cell, at) - step(cell, at - stride);
    floor[cell] = follow(floor[cell], step / Math.sqrt(2), a);
    inner[cell] = follow(inner[cell], rows.inner(at, cell), a);
  }

  private static double follow(double sd, double x, double a) {
    double limit = 3 * sd + 0.02;
    double x2 = Math.min(x * x, limit * limit);
    return Math.max(LEAST_GRAMS, Math.sqrt(sd * sd + a * (x2 - sd * sd)));
  }
}
