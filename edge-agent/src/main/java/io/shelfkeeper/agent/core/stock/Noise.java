package io.shelfkeeper.agent.core.stock;

import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How much the cells of a shelf waver at rest. Where a cell is fast enough to show it, the shaking
 * of the moment counts, not the average of the hour.
 */
final class Noise {
  private static final double LEAST_GRAMS = 0.03;
  private static final int LEARNED_ROWS = 100;

  /** Standard deviation of a row by the mean distance of two. */
  private static final double MEAN_STEP = Math.sqrt(Math.PI) / 2;

  private final Rows rows;
  private final int stride;
  private final double[] row;
  private final double[] floor;
  private final double[] inner;

  /** Rows that were learned from; what was only guessed is not worth keeping. */
  private long learned;

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

  boolean known(int cell) {
    return row[cell] > 0;
  }

  /**
   * A first guess, from the differences of the last {@code n} rows. A hand that is there at the
   * start must not pass for the shelf's own unrest, so the guess has a limit.
   *
   * @param most standard deviation of a row, grams
   */
  void guess(int cell, long last, int n, double most) {
    double sum = 0;
    double steps = 0;
    for (int i = 0; i < n - 1; i++) {
      steps += Math.abs(rows.mean(last - i, cell) - rows.mean(last - i - 1, cell));
      sum += rows.inner(last - i, cell);
    }
    row[cell] = Math.max(0.05, Math.min(most, MEAN_STEP * steps / (n - 1)));
    floor[cell] = row[cell] / Math.sqrt(stride);
    inner[cell] = Math.max(0.05, sum / (n - 1));
  }

  void write(DataOutputStream out) throws IOException {
    for (int j = 0; j < row.length; j++) {
      out.writeFloat(learned < LEARNED_ROWS ? 0 : (float) row[j]);
      out.writeFloat((float) floor[j]);
      out.writeFloat((float) inner[j]);
    }
  }

  /**
   * @param numbers as written, three for each cell
   * @param at where those of the cell begin
   */
  void restore(int cell, float[] numbers, int at) {
    learned = numbers[at] > 0 ? LEARNED_ROWS : 0;
    row[cell] = numbers[at];
    floor[cell] = numbers[at + 1];
    inner[cell] = numbers[at + 2];
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
    learned += cell == 0 ? 1 : 0;
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
