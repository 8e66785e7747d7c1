package io.shelfkeeper.agent.core.stock;

/** The last few seconds of one shelf, one row of block means for all its cells; a fixed ring. */
final class Rows {
  static final int CAPACITY = 160;

  final int cells;
  private final double[] mean;
  private final double[] inner;
  private final long[] nanos = new long[CAPACITY];
  private long count;

  Rows(int cells) {
    this.cells = cells;
    mean = new double[CAPACITY * cells];
    inner = new double[CAPACITY * cells];
  }

  /** Number of rows ever pushed; the newest row is {@code count() - 1}. */
  long count() {
    return count;
  }

  void push(long rowNanos, double[] means, double[] inners) {
    int at = (int) (count % CAPACITY);
    nanos[at] = rowNanos;
    System.arraycopy(means, 0, mean, at * cells, cells);
    System.arraycopy(inners, 0, inner, at * cells, cells);
    count++;
  }

  double mean(long row, int cell) {
    return mean[(int) (row % CAPACITY) * cells + cell];
  }

  double inner(long row, int cell) {
    return inner[(int) (row % CAPACITY) * cells + cell];
  }

  long nanos(long row) {
    return nanos[(int) (row % CAPACITY)];
  }

  /** Mean over the last {@code n} rows. */
  double mean(int cell, long last, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += mean(last - i, cell);
    }
    return sum / n;
  }

  /** Whether the last {@code n} rows neither scatter nor slope beyond a tolerance, grams. */
  boolean flat(int cell, long last, int n, double tolerance) {
    double mean = mean(cell, last, n);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double d = mean(last - i, cell) - mean;
      squares += d * d;
    }
    int half = n / 2;
    double slope = mean(cell, last, half) - mean(cell, last - (n - half), half);
    return Math.sqrt(squares / (n - 1)) < tolerance && Math.abs(slope) < 1.5 * tolerance;
  }

  /** Replaces a value that turned out to be a misread word. */
  void correct(long row, int cell, double grams) {
    if (row >= 0 && row > count - CAPACITY) {
      mean[(int) (row % CAPACITY) * cells + cell] = grams;
    }
  }
}
