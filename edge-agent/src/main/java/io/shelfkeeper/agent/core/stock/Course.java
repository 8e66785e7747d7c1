package io.shelfkeeper.agent.core.stock;

/**
 * What the shelf showed between two rests, as evidence of how many packages went one by one. A
 * level that was held on the way speaks for packages that add up to it; hands press and lift in
 * between and prove nothing.
 */
final class Course {
  private static final int ROWS_MAX = 96;
  private static final int STATES_MAX = 2 * 27;

  // Chances within a tenth of a second.
  private static final double HAND_COMES = 0.2;
  private static final double HAND_COMES_AGAIN = 0.03;
  private static final double HAND_GOES = 0.3;
  private static final double MOVES_IN_HAND = 0.15;
  private static final double MOVES_AT_ONCE = 0.1;

  /** Share of those who take several packages in one grip. */
  private static final double ONE_GRIP = 0.4;

  /** A steady hand strays by this share of its force. */
  private static final double UNREST = 0.08;

  /** How the sum may be shared, in standard deviations, and the logarithm of how often. */
  private static final double[] OFF = {0, -0.7, 0.7, -1.5, 1.5};

  private static final double[] OFF_LOG = {
    Math.log(.30), Math.log(.22), Math.log(.22), Math.log(.13), Math.log(.13)
  };

  private static final double LIFTED = 0.3;
  private static final double ANYTHING = 1e-5;

  private final double[] y = new double[ROWS_MAX];
  private final double[] noise = new double[ROWS_MAX];
  private final double[] shaking = new double[ROWS_MAX];
  private int shaken;
  private int rows;
  private double step;
  private double sign;
  private double total;

  private double[] now = new double[STATES_MAX];
  private double[] next = new double[STATES_MAX];

  /**
   * @param seconds distance of the rows
   * @param change total change in grams
   */
  void begin(double seconds, double change) {
    clear();
    step = seconds / 0.1;
    sign = Math.signum(change);
    total = Math.abs(change);
  }

  void clear() {
    rows = 0;
    shaken = 0;
  }

  int rows() {
    return rows;
  }

  /**
   * @param grams away from the level before
   * @param variance of its noise, grams squared
   */
  void add(double grams, double variance) {
    if (rows < ROWS_MAX) {
      y[rows] = grams * sign;
      noise[rows] = variance;
      rows++;
    }
  }

  /** Log likelihood of the course if all went at once. */
  double atOnce() {
    return log(total, 1, 0, 0);
  }

  /**
   * Log likelihood of the course if {@code n} packages of one kind and {@code m} of another were
   * moved, in any order. Together they weigh what was seen; how they share it is not quite sure.
   *
   * @param a weight of one package of the first kind, grams
   * @param unsure standard deviation of that weight, given the sum
   */
  double log(double a, double unsure, int n, double b, int m) {
    if (m == 0 || unsure < 0.3) {
      return log(a, n, b, m);
    }
    double sum = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < OFF.length; k++) {
      double off = OFF[k] * unsure;
      sum = Weights.logSum(sum, OFF_LOG[k] + log(a + off, n, b - off * n / m, m));
    }
    return sum;
  }

  private double log(double a, int n, double b, int m) {
    int states = (n + 1) * (m + 1);
    if (2 * states > STATES_MAX) {
      return atOnce();
    }
    shake();
    java.util.Arrays.fill(now, 0, 2 * states, 0);
    now[0] = 1;
    double log = 0;
    for (int i = 0; i < rows; i++) {
      java.util.Arrays.fill(next, 0, 2 * states, 0);
      for (int s = 0; s < states; s++) {
        if (now[2 * s] + now[2 * s + 1] > 0) {
          move(s, n, m, i > 0 ? y[i - 1] : 0, i, a, b);
        }
      }
      double sum = 0;
      for (int s = 0; s < states; s++) {
        next[2 * s] *= atRest(i, s, a, b, m);
        sum += next[2 * s] + next[2 * s + 1];
      }
      if (!(sum > 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      log += Math.log(sum);
      for (int s = 0; s < 2 * states; s++) {
        next[s] /= sum;
      }
      double[] swap = now;
      now = next;
      next = swap;
    }
    return log + Math.log(Math.max(1e-300, now[2 * (states - 1)]));
  }

  /**
   * From one load to the same or a larger one; even places: at rest, odd places: a hand is there.
   */
  private void move(int s, int n, int m, double before, int row, double a, double b) {
    int last = (n + 1) * (m + 1) - 1;
    int i = s / (m + 1);
    int k = s % (m + 1);
    int left = n - i + m - k;
    double comes = Math.min(0.9, (left == 0 ? HAND_COMES_AGAIN : HAND_COMES) * step);
    double goes = Math.min(0.9, HAND_GOES * step);
    double in = left == 0 ? 0 : Math.min(0.5, MOVES_IN_HAND * step);
    double sudden = left == 0 ? 0 : Math.min(0.5, MOVES_AT_ONCE * step);
    double rest = now[2 * s];
    double hand = now[2 * s + 1];
    double load = i * a + k * b;
    double wide = wide(row, load, left == 0 ? 0 : total - load);
    double near = near(row, load, before);
    next[2 * s] += rest * (1 - comes - sudden) + hand * goes * (1 - in);
    next[2 * s + 1] += rest * comes * wide + hand * (1 - goes) * (1 - in) * near;
    if (left == 0) {
      return;
    }
    double grip = left > 1 ? ONE_GRIP : 0;
    double each = (1 - grip) / ((i < n ? 1 : 0) + (k < m ? 1 : 0));
    if (i < n) {
      go(s + m + 1, each, rest * sudden, hand * in, row, load + a);
    }
    if (k < m) {
      go(s + 1, each, rest * sudden, hand * in, row, load + b);
    }
    if (grip > 0) {
      go(last, grip, rest * sudden, hand * in, row, total);
    }
  }

  private void go(int to, double share, double sudden, double in, int row, double load) {
    double wide = wide(row, load, total - load);
    next[2 * to] += share * (0.5 * sudden + 0.5 * in);
    next[2 * to + 1] += share * (0.5 * sudden + 0.5 * in) * wide;
  }

  /** Density of a row at a load that nobody touches. */
  private double atRest(int row, int s, double a, double b, int m) {
    double v = noise[row];
    int first = s / (m + 1);
    int second = s % (m + 1);
    double d = y[row] - first * a - second * b;
    return Math.exp(-0.5 * d * d / v) / Math.sqrt(2 * Math.PI * v) + 1e-9;
  }

  /**
   * Density of a row if a hand has just come: it presses, or it has part of the next in its grip.
   */
  private double wide(int row, double load, double next) {
    double press = load - y[row];
    double density = ANYTHING;
    if (press > 0) {
      double force = Math.max(press, 3);
      double z = (Math.log(force) - 5) / 1.3;
      density += (1 - LIFTED) * Math.exp(-0.5 * z * z) / (1.3 * force * 2.5066);
    } else if (-press < next) {
      density += LIFTED / Math.max(10, next);
    }
    return density;
  }

  /**
   * Density of a row if a hand was there before: it does not jump far. How far is taken from the
   * rows around, because a shaky arm must not speak for the load that makes it seem less shaky.
   */
  private double near(int row, double load, double before) {
    double sd = Math.max(shaking[row], 1 + UNREST * Math.abs(before - load));
    double v = sd * sd + noise[row];
    double d = y[row] - before;
    return 0.75 * Math.exp(-0.5 * d * d / v) / Math.sqrt(2 * Math.PI * v)
        + 0.25 * wide(row, load, total - load);
  }

  /** How much the shelf shakes around each row; the same for all readings of the course. */
  private void shake() {
    if (shaken == rows) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      int from = Math.max(1, row - 2);
      int to = Math.min(rows - 1, row + 2);
      double sum = 0;
      for (int i = from; i <= to; i++) {
        sum += Math.abs(y[i] - y[i - 1]);
      }
      shaking[row] = 1.25 * sum / Math.max(1, to - from + 1);
    }
    shaken = rows;
  }
}
