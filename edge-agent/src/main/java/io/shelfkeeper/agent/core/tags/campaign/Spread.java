package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import java.util.Arrays;

/**
 * How positive numbers spread, learned one by one in steps of 6 %. Older ones fade, and a wild one
 * is one of many.
 */
final class Spread {
  private static final double LOWEST = 1.0 / 64;
  private static final int STEPS_OF_DOUBLE = 12;
  private static final int BINS = 16 * STEPS_OF_DOUBLE;

  /** From here on what is known of habits loses half of its weight: they change. */
  private static final float FULL = 4_000;

  private final float[] weights = new float[BINS];
  private final float full;
  private float total;

  /** One in which the old fades. */
  Spread() {
    this(FULL);
  }

  private Spread(float full) {
    this.full = full;
  }

  /** One that counts all alike. */
  static Spread ofAll() {
    return new Spread(Float.MAX_VALUE);
  }

  /**
   * @param value from 1/64 to 1,024; what is beyond counts as the last one that is not
   */
  void add(double value, float weight) {
    weights[bin(value)] += weight;
    total += weight;
    if (total > full) {
      scale(0.5f);
    }
  }

  /** Adds what is known elsewhere, as if it had been seen so often. */
  void add(Spread other, float weight) {
    if (other.total > 0) {
      float each = weight / other.total;
      for (int i = 0; i < BINS; i++) {
        weights[i] += other.weights[i] * each;
      }
      total += weight;
    }
  }

  private void scale(float by) {
    for (int i = 0; i < BINS; i++) {
      weights[i] *= by;
    }
    total *= by;
  }

  float total() {
    return total;
  }

  boolean isEmpty() {
    return total <= 0;
  }

  private static int bin(double value) {
    double steps = Math.log(value / LOWEST) / Math.log(2) * STEPS_OF_DOUBLE;
    return (int) Math.clamp(Math.floor(steps), 0, BINS - 1);
  }

  private static double edge(double bin) {
    return LOWEST * Math.pow(2, bin / STEPS_OF_DOUBLE);
  }

  /**
   * @param share 0 to 1
   * @return not a number if nothing is known
   */
  double quantile(double share) {
    double left = share * total;
    for (int i = 0; i < BINS; i++) {
      if (weights[i] > 0 && left <= weights[i]) {
        return edge(i + left / weights[i]);
      }
      left -= weights[i];
    }
    return Double.NaN;
  }

  /** Equally probable values from the least to the greatest, to draw from. */
  float[] values(int count) {
    float[] values = new float[count];
    int bin = 0;
    double below = 0;
    for (int i = 0; i < count; i++) {
      double left = (i + 0.5) / count * total;
      while (bin < BINS - 1 && below + weights[bin] < left) {
        below += weights[bin++];
      }
      double within = weights[bin] > 0 ? (left - below) / weights[bin] : 0.5;
      values[i] = (float) edge(bin + Math.min(within, 1));
    }
    return values;
  }

  void clear() {
    Arrays.fill(weights, 0);
    total = 0;
  }

  void write(StateWriter out) {
    int filled = 0;
    for (float weight : weights) {
      filled += weight > 0 ? 1 : 0;
    }
    out.number(filled);
    for (int i = 0; i < BINS; i++) {
      if (weights[i] > 0) {
        out.number(i).real(weights[i]);
      }
    }
  }

  /**
   * @throws StateReader.Unreadable if that is nothing we wrote
   */
  void read(StateReader in) {
    clear();
    int filled = in.count(BINS);
    for (int i = 0; i < filled; i++) {
      int bin = in.count(BINS - 1);
      weights[bin] = (float) in.real();
      total += weights[bin];
    }
  }
}
