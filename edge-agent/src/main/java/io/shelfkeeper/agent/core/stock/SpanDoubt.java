package io.shelfkeeper.agent.core.stock;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Whether a cell shows grams at all, or some other unit: half of them with one wire of the bridge
 * off, twice as many with the wrong capacity set up. What is moved there fits no goods, or the
 * wrong ones, time and again; a stranger's thing does so once. A doubt takes from the confidence of
 * all that is told of the cell; it never changes a weight.
 */
final class SpanDoubt {
  /** What a cell may show of a gram. */
  static final double[] SPANS = {1, 0.5, 2, 0.8, 0.9, 1.1, 1.25};

  /** A cell is set up wrongly in each of these ways, before anything was seen. */
  private static final double WRONG = Math.log(1e-3);

  /** However clear, one movement says no more than this: it may have been a stranger's. */
  private static final double ONE_MOVEMENT = 5;

  private static final double SURE = Math.log(1e-6);
  private static final double DOUBTFUL = 6;

  /** Log odds of each span against the first. */
  private final double[] odds = new double[SPANS.length];

  SpanDoubt() {
    java.util.Arrays.fill(odds, WRONG);
    odds[0] = 0;
  }

  /** Something was taken from the cell, or put there. */
  void saw(double[] logs) {
    for (int i = 1; i < SPANS.length; i++) {
      double said = Math.clamp(logs[i] - logs[0], -ONE_MOVEMENT, ONE_MOVEMENT);
      odds[i] = Math.clamp(odds[i] + said, SURE, DOUBTFUL);
    }
  }

  void write(DataOutputStream out) throws IOException {
    for (double x : odds) {
      out.writeFloat((float) x);
    }
  }

  static SpanDoubt read(DataInputStream in) throws IOException {
    SpanDoubt doubt = new SpanDoubt();
    for (int i = 0; i < doubt.odds.length; i++) {
      float x = in.readFloat();
      if (!(x >= SURE - 1 && x <= DOUBTFUL + 1)) {
        throw new IOException("odds of " + x);
      }
      doubt.odds[i] = x;
    }
    return doubt;
  }

  /** Probability that the cell shows grams. */
  double trust() {
    double others = 0;
    for (int i = 1; i < SPANS.length; i++) {
      others += Math.exp(odds[i]);
    }
    return 1 / (1 + others);
  }
}
