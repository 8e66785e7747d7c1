package io.shelfkeeper.agent.core.calibration;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * How far a cell has wandered by itself since it was calibrated, and how fast. Seen in stretches of
 * ten minutes in which nothing was moved at its shelf; the stock engine follows such drift, so it
 * falsifies no movement, but a cell that goes on like that is failing.
 */
final class Drift {
  /** Length of a stretch. */
  static final long STRETCH_NANOS = 600 * Moment.NANOS_PER_SECOND;

  /** A good cell stays far within this: 20 kg class C3 drifts 3 g in ten degrees. */
  static final double TOTAL_MAX = 30;

  /** A fridge's swing of a day passes; what goes on for days does not. */
  static final double DAILY_MAX = 10;

  private static final double STRETCHES_PER_DAY = 144;

  /** The trend forgets within about three days of such stretches. */
  private static final double MEMORY = 3 * STRETCHES_PER_DAY;

  double total;

  /** Grams a day. */
  double daily;

  long stretches;

  void saw(double grams) {
    stretches++;
    total += grams;
    double share = 1 / Math.min(stretches, MEMORY);
    daily += share * (grams * STRETCHES_PER_DAY - daily);
  }

  /** Worth an alarm; one that stands ends only well below. */
  boolean alarms(boolean stands) {
    double limit = stands ? 0.7 : 1;
    boolean trend = stretches >= STRETCHES_PER_DAY && Math.abs(daily) > limit * DAILY_MAX;
    return trend || Math.abs(total) > limit * TOTAL_MAX;
  }

  void forget() {
    total = 0;
    daily = 0;
    stretches = 0;
  }
}
