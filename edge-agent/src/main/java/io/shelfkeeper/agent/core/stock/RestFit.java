package io.shelfkeeper.agent.core.stock;

/**
 * Finds the rest at the end of a stretch of steps of one cell: since when, at which level, how
 * sure, and how much worse a hand that is still there would explain it. A shelf that was struck
 * rings down, so early rows may be rougher than late ones; rows before the rest are left out where
 * they do not fit.
 */
final class RestFit {
  /** A struck shelf is quiet after about a second. */
  private static final double RING_SECONDS = 0.35;

  /** Amplitudes of ringing to try, as shares of the largest that the load can cause. */
  private static final double[] RING = {0, 0.3, 1};

  /** Steps that go on in one direction by so many standard deviations are no rest. */
  private static final double ON_ITS_WAY = 5;

  private static final double RING_COST = 1;
  private static final double RING_GRAMS = 2;
  private static final double RING_SHARE = 0.03;

  /** Rows that follow each other are not quite independent. */
  private static final double CORRELATION = 1.4;

  /** Number of steps of the rest. */
  int steps;

  /** Level of the rest, grams. */
  double level;

  /** Error of the level, variance in grams squared. */
  double variance;

  /** Whether the newest steps still lead somewhere: a slow converter or soft ground, not a rest. */
  boolean onItsWay;

  /** Log likelihood ratio of a hand to the rest, by how far the hand's force strays. */
  final double[] hand = new double[Unrest.KINDS];

  private final double stepSeconds;
  private final double decay;
  private final double[] x = new double[Rows.CAPACITY];
  private final double[] v = new double[Rows.CAPACITY];
  private double mean;
  private double meanVariance;

  /**
   * @param stepSeconds distance of the steps
   */
  RestFit(double stepSeconds) {
    this.stepSeconds = stepSeconds;
    decay = Math.exp(-2 * stepSeconds / RING_SECONDS);
  }

  /**
   * @param age 0 for the newest step
   * @param noise variance of the step at rest, grams squared
   */
  void put(int age, double grams, double noise) {
    x[age] = grams;
    v[age] = noise;
  }

  /**
   * @param least at least so many steps make a rest, 3 or more
   * @param most number of steps to look at
   * @param before level before the disturbance
   */
  void fit(int least, int most, double before) {
    fit(least, most, before, RING.length);
  }

  /** As {@link #fit}, for a stretch that nothing can have struck lately. */
  void fitStill(int steps, double before) {
    fit(steps, steps, before, 1);
  }

  private void fit(int least, int most, double before, int rings) {
    double outside = Math.log(Math.max(20, Math.abs(x[0] - before)) + 8 * Math.sqrt(v[0]));
    double strongest = RING_GRAMS + RING_SHARE * Math.abs(x[0] - before);
    double best = Double.NEGATIVE_INFINITY;
    double within = 0;
    for (int r = 0; r < rings; r++) {
      double ringing = RING[r];
      for (int m = least; m <= most; m++) {
        double score = rest(m, square(ringing * strongest)) - (ringing > 0 ? RING_COST : 0);
        if (score - (most - m) * outside > best) {
          best = score - (most - m) * outside;
          within = score;
          steps = m;
          level = mean;
          variance = CORRELATION * meanVariance;
        }
      }
    }
    double newest = x[0] - x[1];
    double earlier = x[1] - x[2];
    onItsWay =
        steps == least
            && newest * earlier > 0
            && square(newest + earlier) > square(ON_ITS_WAY) * (v[0] + v[2]);
    for (int k = 0; k < hand.length; k++) {
      hand[k] = hand(steps, Unrest.grams2(k) * stepSeconds / 0.1) - within;
    }
  }

  /** Log likelihood of the last {@code m} steps as a rest that rings down; any level will do. */
  private double rest(int m, double ring2) {
    double weights = 0;
    double sum = 0;
    double log = 0;
    double ring = ring2;
    for (int i = m - 1; i >= 0; i--) {
      double noise = v[i] + ring;
      weights += 1 / noise;
      sum += (x[i] - x[0]) / noise;
      log -= 0.5 * Math.log(noise);
      ring *= decay;
    }
    double offset = sum / weights;
    double squares = 0;
    ring = ring2;
    for (int i = m - 1; i >= 0; i--) {
      squares += square(x[i] - x[0] - offset) / (v[i] + ring);
      ring *= decay;
    }
    mean = x[0] + offset;
    meanVariance = 1 / weights;
    return log - 0.5 * squares - 0.5 * Math.log(weights);
  }

  /** Log likelihood of the same steps if the level itself strays: a hand is still there. */
  private double hand(int m, double stray2) {
    double at = x[m - 1];
    double p = v[m - 1];
    double log = 0;
    for (int i = m - 2; i >= 0; i--) {
      p += stray2;
      double total = p + v[i];
      double off = x[i] - at;
      log -= 0.5 * (off * off / total + Math.log(total));
      at += off * p / total;
      p *= v[i] / total;
    }
    return log;
  }

  private static double square(double x) {
    return x * x;
  }
}
