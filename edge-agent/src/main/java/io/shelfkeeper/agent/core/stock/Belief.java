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

  private double[] p;
  private int from;

  private Belief(int from, double[] p) {
    this.from = from;
    this.p = p;
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
    return new Belief(from, p).normal();
  }

  /** Nobody knows. */
  static Belief open() {
    double[] p = new double[41];
    java.util.Arrays.fill(p, 1.0 / p.length);
    return new Belief(0, p);
  }

  Belief copy() {
    return new Belief(from, p.clone());
  }

  double probability(int count) {
    int i = count - from;
    return i < 0 || i >= p.length ? 0 : p[i];
  }

  double atLeast(int count) {
    double sum = 0;
    for (int i = Math.max(0, count - from); i < p.length; i++) {
      sum += p[i];
    }
    return Math.max(0.02, Math.min(1, sum));
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

  /**
   * @param deltas probability of each change, {@code deltas[i]} being a change of {@code first + i}
   */
  void move(int first, double[] deltas) {
    int low = Math.max(0, from + first);
    int high = Math.min(COUNT_MAX, Math.max(0, from + p.length - 1 + first + deltas.length - 1));
    double[] next = new double[Math.max(1, high - low + 1)];
    for (int i = 0; i < p.length; i++) {
      for (int k = 0; k < deltas.length; k++) {
        int n = from + i + first + k;
        // What is not there cannot be taken: then the belief was too low, not the eye wrong.
        int at = Math.max(0, Math.min(COUNT_MAX, n)) - low;
        double there = n < 0 ? 0.05 : 1;
        if (at >= 0 && at < next.length) {
          next[at] += there * p[i] * deltas[k];
        }
      }
    }
    from = low;
    p = next;
    normal();
  }

  private Belief normal() {
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
    from += a;
    p = kept;
    return this;
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
    for (int i = 0; i < length; i++) {
      p[i] = in.readFloat();
    }
    return new Belief(from, p).normal();
  }
}
