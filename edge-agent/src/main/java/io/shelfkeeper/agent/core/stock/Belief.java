package io.shelfkeeper.agent.core.stock;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How many packages there are, as a probability for each number. A belief is soft: it never gives a
 * number the probability zero for good, so one wrong opening count cannot blind the engine.
 */
final class Belief {
  private static final int COUNT_MAX = 400;
  private static final double FAULT = 0.03;

  /** Of so many packages more than anybody thought of, one more is half as likely. */
  private static final double MORE = 0.5;

  /** Halved more often, a number would be zero. */
  private static final int MORE_MAX = 1000;

  private final double[] p;
  private final int from;

  /** Probability of {@code from + i} packages or more. */
  private final double[] tail;

  private Belief(int from, double[] p) {
    this.from = from;
    this.p = p;
    tail = p.clone();
    for (int i = tail.length - 2; i >= 0; i--) {
      tail[i] += tail[i + 1];
    }
  }

  /** Somebody said so; mistakes of a few packages happen. */
  static Belief said(int count) {
    int reach = 4;
    int from = Math.max(0, count - reach);
    double[] p = new double[count + reach - from + 1];
    for (int i = 0; i < p.length; i++) {
      int off = Math.abs(from + i - count);
      p[i] = off == 0 ? 1 - FAULT : FAULT * Math.pow(0.5, off) / 1.875;
    }
    return normal(from, p);
  }

  /** Nobody knows. */
  static Belief open() {
    double[] p = new double[41];
    java.util.Arrays.fill(p, 1.0 / p.length);
    return new Belief(0, p);
  }

  double probability(int count) {
    int i = count - from;
    return i < 0 || i >= p.length ? 0 : p[i];
  }

  /** Never quite zero: even more packages than anybody thought of can have been there. */
  double atLeast(int count) {
    return tail[within(count)] * Math.pow(MORE, Math.min(MORE_MAX, beyond(count)));
  }

  /** The same, where it is known that there were at least {@code known}. */
  double atLeast(int count, int known) {
    if (count <= known) {
      return 1;
    }
    // Of both far beyond what anybody thought of, only the difference counts.
    double more = Math.min(MORE_MAX, beyond(count) - beyond(known));
    return tail[within(count)] / tail[within(known)] * Math.pow(MORE, more);
  }

  private int within(int count) {
    return Math.clamp(count - (long) from, 0, tail.length - 1);
  }

  private int beyond(int count) {
    return Math.max(0, count - from - tail.length + 1);
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i] * (from + i);
    }
    return sum;
  }

  double deviation() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double d = from + i - mean;
      sum += p[i] * d * d;
    }
    return sum < 1e-4 ? 0 : Math.sqrt(sum);
  }

  int likeliest() {
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      if (p[i] > p[best]) {
        best = i;
      }
    }
    return from + best;
  }

  /** A weighted sum of beliefs. */
  static final class Sum {
    private final double[] p = new double[COUNT_MAX + 1];

    /**
     * @param opening belief of a number
     * @param least that number was not smaller
     * @param moved since then
     */
    void add(Belief opening, int least, int moved, double weight) {
      int end = opening.from + opening.p.length;
      if (least >= end) {
        at(least + moved, weight);
        return;
      }
      double share = weight / opening.atLeast(least);
      for (int n = Math.max(least, opening.from); n < end; n++) {
        at(n + moved, share * opening.p[n - opening.from]);
      }
    }

    private void at(int count, double weight) {
      p[Math.clamp(count, 0, COUNT_MAX)] += weight;
    }

    Belief belief() {
      return normal(0, p);
    }
  }

  /** Without what is next to impossible, and of sum 1. */
  private static Belief normal(int from, double[] p) {
    double sum = 0;
    for (double x : p) {
      sum += x;
    }
    int a = 0;
    int b = p.length;
    while (b - a > 1 && p[a] < 1e-5 * sum) {
      a++;
    }
    while (b - a > 1 && p[b - 1] < 1e-5 * sum) {
      b--;
    }
    double[] kept = java.util.Arrays.copyOfRange(p, a, b);
    double left = 0;
    for (double x : kept) {
      left += x;
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] /= left;
    }
    return new Belief(from + a, kept);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeShort(from);
    out.writeShort(p.length);
    for (double x : p) {
      out.writeFloat((float) x);
    }
  }

  static Belief read(DataInputStream in) throws IOException {
    int from = in.readShort();
    int length = in.readShort();
    if (from < 0 || length < 1 || length > COUNT_MAX + 1) {
      throw new IOException("a belief of " + length + " numbers from " + from);
    }
    double[] p = new double[length];
    double sum = 0;
    for (int i = 0; i < length; i++) {
      p[i] = in.readFloat();
      sum += p[i] >= 0 ? p[i] : Double.NaN;
    }
    if (!(sum > 0 && sum <= 2)) {
      throw new IOException("a belief whose probabilities add up to " + sum);
    }
    return normal(from, p);
  }
}
