package io.shelfkeeper.agent.core.stock;

/**
 * Knows at which level the cells of one shelf rest, and notices when they come to rest at another.
 * It follows slow drift while nothing happens and stands still while a hand is there; it never
 * takes the first level after a start for zero.
 */
final class LevelTrack {
  enum State {
    /** No level yet since the start or a gap. */
    UNSETTLED,
    CALM,
    DISTURBED
  }

  /** What a row of samples brought. */
  enum News {
    NONE,
    /** First level since the start or a gap; compare with what was expected. */
    SETTLED,
    /** At rest at another level: {@link #change} says by how much; accept it or wait. */
    CHANGED
  }

  private static final double LAG_SECONDS = 0.3;
  private static final double FOLLOW_SECONDS = 2;
  private static final double TAIL_SECONDS = 2.5;
  private static final double CALM_SECONDS_MIN = 0.3;
  private static final double CALM_SECONDS_MAX = 1.6;
  private static final double SETTLE_SECONDS = 1.2;

  final Change change;
  final double[] level;

  /** Noise of a row at rest, standard deviation in grams. */
  final double[] floor;

  /** Error of a change between two rests, variance in grams squared. */
  final double[] error;

  State state = State.UNSETTLED;

  private final Rows rows;
  private final double rowSeconds;
  private final double lightest;
  private final double[] fast;
  private final double[] rest;
  private final double[] tailGrams;
  private final double[] scratch;
  private long calmFrom;
  private long tailUntil;
  private long disturbedFrom;
  private int calmRows;

  LevelTrack(Rows rows, double rowSeconds, double lightest) {
    this.rows = rows;
    this.rowSeconds = rowSeconds;
    this.lightest = lightest;
    int n = rows.cells;
    change = new Change(n);
    level = new double[n];
    floor = new double[n];
    error = new double[n];
    fast = new double[n];
    rest = new double[n];
    tailGrams = new double[n];
    scratch = new double[Rows.CAPACITY];
  }

  void unsettle() {
    state = State.UNSETTLED;
    calmFrom = rows.count();
  }

  /** Looks at the newest row. */
  News row() {
    return switch (state) {
      case UNSETTLED -> settle();
      case CALM -> follow();
      case DISTURBED -> comeToRest();
    };
  }

  private int rowsOf(double seconds) {
    return Math.max(1, (int) Math.round(seconds / rowSeconds));
  }

  private News settle() {
    int need = Math.max(8, rowsOf(SETTLE_SECONDS));
    long last = rows.count() - 1;
    if (last - calmFrom + 1 < need) {
      return News.NONE;
    }
    boolean calm = true;
    for (int j = 0; j < rows.cells; j++) {
      double noise = differenceNoise(j, last, need);
      floor[j] = noise;
      calm &= flat(j, last, need, Math.max(3 * noise, softTolerance()));
    }
    if (!calm) {
      return News.NONE;
    }
    for (int j = 0; j < rows.cells; j++) {
      level[j] = meanOf(j, last, need);
      fast[j] = level[j];
      error[j] = Math.max(0.04, floor[j] * floor[j]);
    }
    enterCalm(last - need + 1);
    tailUntil = 0;
    return News.SETTLED;
  }

  /** Robust noise of single rows, from the median of their differences. */
  private double differenceNoise(int cell, long last, int n) {
    for (int i = 0; i < n - 1; i++) {
      scratch[i] = Math.abs(rows.mean(last - i, cell) - rows.mean(last - i - 1, cell));
    }
    java.util.Arrays.sort(scratch, 0, n - 1);
    return Math.max(0.05, 1.4826 * scratch[(n - 1) / 2] / Math.sqrt(2));
  }

  private double softTolerance() {
    return Math.min(0.04 * lightest, 5);
  }

  private double threshold(int cell) {
    double t = Math.max(4.5 * floor[cell], Math.min(0.3 * lightest, 10));
    return rows.count() <= tailUntil ? Math.max(t, tailGrams[cell]) : t;
  }

  private void enterCalm(long from) {
    state = State.CALM;
    calmFrom = from;
  }

  private News follow() {
    long last = rows.count() - 1;
    for (int j = 0; j < rows.cells; j++) {
      if (Math.abs(rows.mean(last, j) - level[j]) > threshold(j)) {
        state = State.DISTURBED;
        disturbedFrom = last;
        return News.NONE;
      }
    }
    long row = last - rowsOf(LAG_SECONDS);
    if (row <= calmFrom) {
      return News.NONE;
    }
    double follow =
        Math.max(1 - Math.exp(-rowSeconds / FOLLOW_SECONDS), 1.0 / (row - calmFrom + 1));
    double quick = Math.min(1, rowSeconds / LAG_SECONDS);
    boolean tail = rows.count() <= tailUntil;
    for (int j = 0; j < rows.cells; j++) {
      double x = rows.mean(row, j);
      double now = rows.mean(last, j);
      level[j] += follow * (x - level[j]);
      fast[j] += quick * (now - fast[j]);
      if (!tail) {
        learnNoise(j, row, fast[j] - level[j]);
      }
    }
    return News.NONE;
  }

  private void learnNoise(int cell, long row, double shift) {
    double step = (rows.mean(row, cell) - rows.mean(row - 1, cell)) / Math.sqrt(2);
    double limit = 3 * floor[cell] + 0.02;
    double a = Math.min(0.05, rowSeconds / 20);
    double s = Math.min(step * step, limit * limit);
    floor[cell] =
        Math.max(0.03, Math.sqrt(floor[cell] * floor[cell] + a * (s - floor[cell] * floor[cell])));
    error[cell] += a * (Math.min(shift * shift, 9 * error[cell] + 0.01) - error[cell]);
  }

  private News comeToRest() {
    long last = rows.count() - 1;
    int min = Math.max(4, rowsOf(CALM_SECONDS_MIN) + 1);
    int max = rowsOf(CALM_SECONDS_MAX);
    long since = last - disturbedFrom + 1;
    if (since < min) {
      return News.NONE;
    }
    if (!flat(last, min)) {
      return News.NONE;
    }
    int n = min;
    while (n < max && n < since && flat(last, n + 1)) {
      n++;
    }
    calmRows = n;
    measure(last, n);
    if (change.moved == 0) {
      enterCalm(last - n + 1);
      return News.NONE;
    }
    return News.CHANGED;
  }

  private void measure(long last, int n) {
    change.moved = 0;
    double rough = 0;
    double biggest = 0;
    for (int j = 0; j < rows.cells; j++) {
      rest[j] = meanOf(j, last, n);
      double sd = spreadOf(j, last, n, rest[j]);
      double extra = Math.max(0, sd * sd - floor[j] * floor[j]);
      change.grams[j] = rest[j] - level[j];
      change.variance[j] = 0.01 + error[j] + 1.5 * extra / n + 1.5 * floor[j] * floor[j] / n;
      rough = Math.max(rough, sd / floor[j]);
      biggest = Math.max(biggest, Math.abs(change.grams[j]));
    }
    double least = Math.max(Math.min(0.15 * lightest, 5), 0.04 * biggest);
    for (int j = 0; j < rows.cells; j++) {
      double far = Math.max(least, 4 * Math.sqrt(change.variance[j]));
      if (Math.abs(change.grams[j]) > far) {
        change.moved |= 1L << j;
      }
    }
    change.roughness = rough;
    change.calmSeconds = (n - 1) * rowSeconds;
    change.sum();
  }

  private boolean flat(long last, int n) {
    for (int j = 0; j < rows.cells; j++) {
      double inner = 0;
      for (int i = 0; i < n; i++) {
        inner += rows.inner(last - i, j);
      }
      double tolerance = Math.max(Math.max(3 * floor[j], softTolerance()), 0.4 * inner / n);
      if (!flat(j, last, n, tolerance)) {
        return false;
      }
    }
    return true;
  }

  private boolean flat(int cell, long last, int n, double tolerance) {
    double mean = meanOf(cell, last, n);
    int half = n / 2;
    double late = meanOf(cell, last, half);
    double early = meanOf(cell, last - (n - half), half);
    return spreadOf(cell, last, n, mean) < tolerance && Math.abs(late - early) < 1.5 * tolerance;
  }

  private double meanOf(int cell, long last, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += rows.mean(last - i, cell);
    }
    return sum / n;
  }

  private double spreadOf(int cell, long last, int n, double mean) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double d = rows.mean(last - i, cell) - mean;
      sum += d * d;
    }
    return Math.sqrt(sum / Math.max(1, n - 1));
  }

  /** The change is explained, or will never be: from now on the new level is the level. */
  void accept() {
    for (int j = 0; j < rows.cells; j++) {
      level[j] = rest[j];
      fast[j] = rest[j];
      tailGrams[j] = 0.02 * Math.abs(change.grams[j]);
    }
    tailUntil = rows.count() + rowsOf(TAIL_SECONDS);
    enterCalm(rows.count() - calmRows);
  }

  /** Measures the change since {@code expected}, after {@link News#SETTLED}. */
  void compare(double[] expected, double toleranceGrams) {
    change.moved = 0;
    for (int j = 0; j < rows.cells; j++) {
      double d = Double.isNaN(expected[j]) ? 0 : level[j] - expected[j];
      change.grams[j] = d;
      change.variance[j] = 0.05 + error[j] + toleranceGrams * toleranceGrams / 16;
      if (Math.abs(d) > toleranceGrams) {
        change.moved |= 1L << j;
      }
    }
    change.roughness = 1;
    change.calmSeconds = SETTLE_SECONDS;
    change.sum();
  }
}
