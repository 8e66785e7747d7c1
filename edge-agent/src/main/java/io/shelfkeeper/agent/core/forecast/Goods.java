package io.shelfkeeper.agent.core.forecast;

import io.shelfkeeper.agent.core.stock.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * Products that one movement may be about, and how well its weight tells them apart. What is
 * assumed of shoppers is here: all products are taken equally often, mostly one package, seldom two
 * products at once. The engine starts from nearly the same numbers and learns its shop's own.
 */
final class Goods {
  /** Share of takings with one, two, three, four packages, as seen in a real store, rounded. */
  static final double[] QUANTITY = {0, .78, .15, .05, .02};

  /** Share of takings in which two products leave together. */
  private static final double PAIR = 0.02;

  /** Share of takings of several packages that leave one after the other; the rest is one grip. */
  private static final double ONE_BY_ONE = 0.5;

  /**
   * From one such package until the hand presses upon the next, seconds, all times alike. Only then
   * does the shelf rest, and shows what the first one weighed.
   */
  private static final double PAUSE_MIN = 0.15;

  private static final double PAUSE_MAX = 0.6;

  /** After so many samples the filter of a usual converter shows a step in full. */
  private static final double STEP_SAMPLES = 4;

  /** Share of things taken that nobody planned. */
  private static final double UNKNOWN = 0.003;

  /** A good cell's error of span, as a share of the change. */
  private static final double SPAN = 0.0005;

  /** Further from the mean, in standard deviations, nothing happens. */
  private static final double FAR = 5;

  private static final double POINTS_PER_DEVIATION = 16;
  private static final int POINTS_MAX = 400_000;

  /** A reading that nobody asks for: a pair, a thing that is none of ours. */
  private static final int OTHER = -1;

  private final double[] means;
  private final double[] variances;
  private final double noise2;
  private final double apart;
  private final int count;

  /** For every product: share of its takings in one grip told right, by number of packages. */
  private final double[][] atOnce;

  /** The same, for packages that are weighed each by itself. */
  private final double[][] each;

  /** Share of the takings of the first that is told as the second. */
  final double[][] told;

  /**
   * @param means of the products, grams
   * @param spreads standard deviation of single packages, grams
   * @param noise2 variance of the error of the whole change, grams squared
   * @param apart see {@link #seenApart}
   */
  Goods(double[] means, double[] spreads, double noise2, double apart) {
    this.apart = apart;
    this.means = means;
    this.noise2 = noise2;
    count = means.length;
    variances = Arrays.stream(spreads).map(s -> s * s).toArray();
    atOnce = new double[count][QUANTITY.length];
    each = new double[count][QUANTITY.length];
    told = new double[count][count];
    Curve sums = sums();
    for (int a = 0; a < count; a++) {
      for (int n = 1; n < QUANTITY.length; n++) {
        atOnce[a][n] = judge(sums, a, n);
      }
    }
    for (int n = 1; n < QUANTITY.length; n++) {
      Curve curve = means(n);
      for (int a = 0; a < count; a++) {
        double variance = variance(means[a], variances[a]) / n;
        each[a][n] = n == 1 ? atOnce[a][1] : curve.shares(count, means[a], variance)[a];
      }
    }
  }

  /** The number of the reading "n packages of a product". */
  private static int reading(int product, int n) {
    return product * QUANTITY.length + n;
  }

  /** Every weight that can be seen, and the reading that will be told for it. */
  private static final class Curve {
    final double step;
    final float[] density;
    final int[] reading;

    Curve(double step, int points) {
      this.step = step;
      density = new float[points];
      reading = new int[points];
      for (int i = 0; i < points; i++) {
        density[i] = (float) (UNKNOWN * Math.exp(Weights.logAnyWeight(i * step)));
        reading[i] = OTHER;
      }
    }

    int from(double mean, double variance) {
      return Math.max(0, (int) ((mean - FAR * Math.sqrt(variance)) / step));
    }

    int to(double mean, double variance) {
      return Math.min(density.length - 1, (int) ((mean + FAR * Math.sqrt(variance)) / step));
    }

    /** How much of a normal distribution lies where each reading is told; the last is all else. */
    double[] shares(int readings, double mean, double variance) {
      double[] shares = new double[readings + 1];
      double all = 0;
      int to = to(mean, variance);
      for (int i = from(mean, variance); i <= to; i++) {
        double weight = Math.exp(Weights.logNormal(i * step, mean, variance));
        all += weight;
        shares[reading[i] == OTHER ? readings : reading[i]] += weight;
      }
      for (int r = 0; r <= readings && all > 0; r++) {
        shares[r] /= all;
      }
      return shares;
    }

    void claim(int which, double prior, double mean, double variance) {
      int to = to(mean, variance);
      for (int i = from(mean, variance); i <= to; i++) {
        float claimed = (float) (prior * Math.exp(Weights.logNormal(i * step, mean, variance)));
        if (claimed > density[i]) {
          density[i] = claimed;
          reading[i] = which;
        }
      }
    }
  }

  private Curve curve(int packages, double variance) {
    double most = packages * Arrays.stream(means).max().orElse(1) * 1.1 + 50;
    double step = Math.max(Math.sqrt(variance) / POINTS_PER_DEVIATION, most / POINTS_MAX);
    return new Curve(step, (int) (most / step) + 2);
  }

  /** What is told for the sum of what left. */
  private Curve sums() {
    double narrowest = Arrays.stream(variances).min().orElse(1);
    Curve curve = curve(QUANTITY.length - 1, narrowest + noise2);
    double each = (1 - PAIR - UNKNOWN) / count;
    for (int a = 0; a < count; a++) {
      for (int n = 1; n < QUANTITY.length; n++) {
        double mean = n * means[a];
        curve.claim(reading(a, n), each * QUANTITY[n], mean, variance(mean, n * variances[a]));
      }
    }
    double pair = PAIR / Math.max(1, count * (count - 1) / 2.0);
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        double mean = means[a] + means[b];
        curve.claim(OTHER, pair * QUANTITY[1], mean, variance(mean, variances[a] + variances[b]));
      }
    }
    return curve;
  }

  /** What is told for the mean of so many packages of one product. */
  private Curve means(int packages) {
    double narrowest = Arrays.stream(variances).min().orElse(1);
    Curve curve = curve(1, (narrowest + noise2) / packages);
    for (int a = 0; a < count; a++) {
      double variance = variance(means[a], variances[a]) / packages;
      curve.claim(a, (1 - UNKNOWN) / count, means[a], variance);
    }
    return curve;
  }

  private double variance(double mean, double spread2) {
    return spread2 + noise2 + SPAN * mean * SPAN * mean;
  }

  private double judge(Curve sums, int a, int n) {
    double mean = n * means[a];
    double[] shares = sums.shares(count * QUANTITY.length, mean, variance(mean, n * variances[a]));
    for (int b = 0; b < count; b++) {
      for (int m = 1; b != a && m < QUANTITY.length; m++) {
        told[a][b] += QUANTITY[n] * shares[reading(b, m)];
      }
    }
    return shares[reading(a, n)];
  }

  /**
   * Share of takings of several packages in which each is seen to leave with its own weight: a cell
   * that still shows the last step sees two as one.
   */
  static double seenApart(double samplesPerSecond) {
    double step = STEP_SAMPLES / samplesPerSecond;
    return ONE_BY_ONE * Math.clamp((PAUSE_MAX - step) / (PAUSE_MAX - PAUSE_MIN), 0, 1);
  }

  /** Share of takings of a product that will be told right. */
  double taken(int product) {
    double sum = 0;
    for (int n = 1; n < QUANTITY.length; n++) {
      double right = apart * each[product][n] + (1 - apart) * atOnce[product][n];
      sum += QUANTITY[n] * right;
    }
    return sum;
  }

  /**
   * Share of its packages that are called by their name when they return. Each is weighed by itself
   * then; that others left with it makes it no surer, as nobody said what those were.
   */
  double returned(int product) {
    return atOnce[product][1];
  }

  static Goods of(List<Plan.Planned> goods, double noise2, double apart) {
    return new Goods(
        goods.stream().mapToDouble(Plan.Planned::grams).toArray(),
        goods.stream().mapToDouble(Plan.Planned::spread).toArray(),
        noise2,
        apart);
  }
}
