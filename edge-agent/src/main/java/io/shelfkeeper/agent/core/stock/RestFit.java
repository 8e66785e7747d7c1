package io.shelfkeeper.agent.core.stock;

import static io.shelfkeeper.agent.core.stock.Weights.square;

import java.util.Arrays;

/**
 * Finds the rest at the end of a stretch of steps of one cell: since when, at which level, how
 * sure, and how much worse a hand that is still there would explain it. A shelf that was struck
 * rings down, so early rows may be rougher than late ones; rows before the rest are left out where
 * they do not fit.
 */
final class RestFit {
  /** Steps that go on in one direction by so many standard deviations are no rest. */
  private static final double ON_ITS_WAY = 5;

  /** More steps than 1.6 s have, whatever the rate. */
  static final int STEPS_MAX = 40;

  /** How often each kind is met before anything was seen, as a number of movements. */
  private static final double[] AT_FIRST = {5, 1, 1, 0.2, 0.2, 0.2, 0.2};

  private static final double SEEN_MAX = 30;

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
  private final Ringing ringing;
  private final double[] x = new double[STEPS_MAX];
  private final double[] v = new double[STEPS_MAX];
  private final double[] score = new double[(STEPS_MAX + 1) * Ringing.KINDS];
  private final double[] means = new double[(STEPS_MAX + 1) * Ringing.KINDS];
  private final double[] variances = new double[(STEPS_MAX + 1) * Ringing.KINDS];
  private final double[] share = new double[Ringing.KINDS];
  private final double[] seen = AT_FIRST.clone();

  /**
   * @param stepSeconds distance of the steps
   */
  RestFit(double stepSeconds) {
    this.stepSeconds = stepSeconds;
    ringing = new Ringing(stepSeconds);
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
    fit(least, most, before, Ringing.KINDS);
  }

  /** As {@link #fit}, for a stretch that nothing can have struck lately. */
  void fitStill(int steps, double before) {
    fit(steps, steps, before, 1);
  }

  private void fit(int least, int most, double before, int kinds) {
    double outside = Math.log(Math.max(20, Math.abs(x[0] - before)) + 8 * Math.sqrt(v[0]));
    double strongest = Ringing.strongest(x[0] - before);
    double best = Double.NEGATIVE_INFINITY;
    double all = 0;
    for (int k = 0; k < kinds; k++) {
      all += seen[k];
    }
    for (int m = least; m <= most; m++) {
      for (int k = 0; k < kinds; k++) {
        double log = ringing.rest(x, v, m, k, strongest);
        int at = m * Ringing.KINDS + k;
        score[at] = log + Math.log(seen[k] / all);
        means[at] = ringing.level;
        variances[at] = CORRELATION * ringing.variance;
        double total = score[at] - (most - m) * outside;
        if (total > best) {
          best = total;
          steps = m;
        }
      }
    }
    average(least, most, kinds, best, outside);
    double within = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < kinds; k++) {
      within = Weights.logSum(within, score[steps * Ringing.KINDS + k]);
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

  /** Every length and every kind of ringing counts as much as it explains what was seen. */
  private void average(int least, int most, int kinds, double best, double outside) {
    Arrays.fill(share, 0);
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int m = least; m <= most; m++) {
      for (int k = 0; k < kinds; k++) {
        int at = m * Ringing.KINDS + k;
        double log = score[at] - (most - m) * outside - best;
        if (log > -12) {
          double w = Math.exp(log);
          double d = means[at] - x[0];
          share[k] += w;
          sum += w;
          first += w * d;
          second += w * (d * d + variances[at]);
        }
      }
    }
    level = x[0] + first / sum;
    variance = second / sum - square(first / sum);
    for (int k = 0; k < kinds; k++) {
      share[k] /= sum;
    }
  }

  /** The rest was accepted: a shelf has its pitch, and will ring the same way the next time. */
  void learn() {
    double sum = 0;
    for (int k = 0; k < Ringing.KINDS; k++) {
      seen[k] += share[k];
      sum += seen[k];
    }
    if (sum > SEEN_MAX) {
      for (int k = 0; k < Ringing.KINDS; k++) {
        seen[k] = Math.max(0.1, seen[k] * SEEN_MAX / sum);
      }
    }
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
}
