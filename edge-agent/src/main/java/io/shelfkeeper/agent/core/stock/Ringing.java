package io.shelfkeeper.agent.core.stock;

import static io.shelfkeeper.agent.core.stock.Weights.square;

import java.util.Arrays;

/**
 * How a shelf that was struck rings down, as a cell shows it: rough, if it swings much faster than
 * the cell is read, or as one slow tail. For each kind, how likely a stretch is a rest under it,
 * and at which level.
 */
final class Ringing {
  /** A struck shelf is quiet after about a second. */
  private static final double RING_SECONDS = 0.35;

  /** Amplitudes of ringing to try, as shares of the largest that the load can cause. */
  private static final double[] RING = {0, 0.3, 1, 0, 0, 0.3, 0};

  /**
   * The same for ringing that shows as a slow tail: a shelf that swings about as often as the cell
   * is read, or a whole number of times as often, is met in nearly the same place each time.
   */
  private static final double[] TAIL = {0, 0, 0, 0.05, 0.3, 0.3, 0.3};

  /** How often such a tail itself swings, in turns a second. */
  private static final double[] SWING = {0, 0, 0, 0, 0, 0, 1.2};

  static final int KINDS = RING.length;

  private static final double RING_GRAMS = 2;
  private static final double RING_SHARE = 0.03;

  /** Level of the rest that {@link #rest} looked at last, grams. */
  double level;

  /** Error of the level, variance in grams squared. */
  double variance;

  private final double stepSeconds;
  private final double decay;
  private final double tailDecay;
  private final double[] sums = new double[9];

  Ringing(double stepSeconds) {
    this.stepSeconds = stepSeconds;
    decay = Math.exp(-2 * stepSeconds / RING_SECONDS);
    tailDecay = Math.exp(-stepSeconds / RING_SECONDS);
  }

  /** The largest amplitude that a load can cause when it comes or goes, grams. */
  static double strongest(double load) {
    return RING_GRAMS + RING_SHARE * Math.abs(load);
  }

  /**
   * Log likelihood of steps as a rest that rings down; any level will do.
   *
   * @param x steps, the newest first, grams
   * @param v variance of the noise of each, grams squared
   * @param m number of them
   * @param kind of ringing
   * @param strongest amplitude that the load can cause, grams
   */
  double rest(double[] x, double[] v, int m, int kind, double strongest) {
    Arrays.fill(sums, 0);
    double log = 0;
    double squares = 0;
    double ring = square(RING[kind] * strongest);
    double height = 1;
    double turn = 2 * Math.PI * SWING[kind] * stepSeconds;
    for (int i = m - 1; i >= 0; i--) {
      double w = 1 / (v[i] + ring);
      double d = x[i] - x[0];
      double across = turn == 0 ? height : height * Math.cos(turn * (m - 1 - i));
      double along = turn == 0 ? 0 : height * Math.sin(turn * (m - 1 - i));
      log += 0.5 * Math.log(w);
      squares += w * d * d;
      add(w, d, across, along);
      ring *= decay;
      height *= tailDecay;
    }
    double tail2 = square(TAIL[kind] * strongest);
    if (tail2 == 0) {
      level = x[0] + sums[6] / sums[0];
      variance = 1 / sums[0];
      return log - 0.5 * (squares - square(sums[6]) / sums[0] + Math.log(sums[0]));
    }
    double rest = solve(1 / tail2);
    level += x[0];
    return log - 0.5 * (squares + rest + 2 * Math.log(tail2));
  }

  /** Sums for a level and the two halves of a swinging tail. */
  private void add(double w, double d, double across, double along) {
    sums[0] += w;
    sums[1] += w * across;
    sums[2] += w * along;
    sums[3] += w * across * across;
    sums[4] += w * across * along;
    sums[5] += w * along * along;
    sums[6] += w * d;
    sums[7] += w * d * across;
    sums[8] += w * d * along;
  }

  /**
   * Finds the level under a tail whose halves have a precision of their own.
   *
   * @return logarithm of the determinant, less what the three explain of the squares
   */
  private double solve(double precision) {
    // The tail is eliminated first, then the level: a triangular factor from the end.
    double h = Math.sqrt(sums[5] + precision);
    double g = sums[4] / h;
    double e = sums[2] / h;
    double f = Math.sqrt(sums[3] + precision - g * g);
    double c = (sums[1] - e * g) / f;
    double a = Math.sqrt(sums[0] - c * c - e * e);
    double along = sums[8] / h;
    double across = (sums[7] - g * along) / f;
    double rest = (sums[6] - c * across - e * along) / a;
    level = rest / a;
    variance = 1 / (a * a);
    return 2 * Math.log(a * f * h) - square(along) - square(across) - square(rest);
  }
}
