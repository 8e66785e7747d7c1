package io.shelfkeeper.agent.core.calibration;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last moments of one cell, and whether it lies still. */
final class Rest {
  private static final long SPAN_NANOS = 2_000_000_000L;
  private static final long SPAN_NANOS_MIN = 1_500_000_000L;
  private static final int READINGS_MIN = 8;
  private static final int READINGS_MAX = 1_000;

  /** Two halves of a rest differ by less, grams. */
  private static final double SAME = 1;

  private final Deque<Reading> readings = new ArrayDeque<>();

  private record Reading(long nanos, double grams) {}

  void add(long nanos, double grams) {
    readings.addLast(new Reading(nanos, grams));
    while (readings.size() > READINGS_MAX || nanos - readings.getFirst().nanos > SPAN_NANOS) {
      readings.removeFirst();
    }
  }

  /** Somebody changed something: what was seen before says nothing any more. */
  void clear() {
    readings.clear();
  }

  /** Mean of the last two seconds, or not a number while it moves or too little was seen. */
  double level() {
    if (readings.size() < READINGS_MIN
        || readings.getLast().nanos - readings.getFirst().nanos < SPAN_NANOS_MIN) {
      return Double.NaN;
    }
    double[] sums = new double[2];
    int[] counts = new int[2];
    int i = 0;
    for (Reading reading : readings) {
      int half = 2 * i++ < readings.size() ? 0 : 1;
      sums[half] += reading.grams;
      counts[half]++;
    }
    double apart = sums[0] / counts[0] - sums[1] / counts[1];
    return Math.abs(apart) < SAME ? (sums[0] + sums[1]) / readings.size() : Double.NaN;
  }
}
