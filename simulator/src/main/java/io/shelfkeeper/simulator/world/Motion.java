package io.shelfkeeper.simulator.world;

import java.util.SplittableRandom;

/**
 * A hand at a bay: it may press before it lifts, then the goods change, and everything shakes for a
 * while. Times are virtual nanoseconds.
 *
 * @param start the hand arrives
 * @param lift the goods begin to move
 * @param end the motion is over; what comes later is settling
 * @param grams change of load; taken is negative
 */
record Motion(long start, long lift, long end, double grams, double pressGrams, double shakeGrams,
    long shakeSeed) {
  private static final double SHAKE_SECONDS = 0.35;

  static Motion of(long start, double grams, SplittableRandom random) {
    double press = 0;
    long lift = start;
    if (random.nextDouble() < 0.7) {
      lift += (long) (random.nextDouble(0.15, 0.6) * 1e9);
      press = Math.min(900, 20 + Math.abs(grams) * -0.5 * Math.log(1 - random.nextDouble()));
    }
    long end = lift + (long) (random.nextDouble(0.06, 0.35) * 1e9);
    double shake = (3 + 0.02 * Math.abs(grams)) * random.nextDouble(0.5, 1.5);
    return new Motion(start, lift, end, grams, press, shake, random.nextLong());
  }

  /** How far the goods have moved, and what the hand adds, in grams against the load before. */
  double gramsAt(long nanos) {
    if (nanos < start) {
      return 0;
    }
    double moved = grams * Math.clamp((nanos - lift) / (double) Math.max(1, end - lift), 0, 1);
    double hand = nanos < lift ? pressGrams * Math.min(1, (nanos - start) / 1e8) : 0;
    return moved + hand + shake(nanos);
  }

  private double shake(long nanos) {
    double seconds = (nanos - lift) / 1e9;
    if (seconds < 0 || seconds > 5 * SHAKE_SECONDS) {
      return 0;
    }
    // A decaying swing at some 9 Hz; its phase is as good as random at ten samples a second.
    double swing = Math.sin(2 * Math.PI * 9.3 * seconds + (shakeSeed & 0xFF));
    return shakeGrams * Math.exp(-seconds / SHAKE_SECONDS) * swing;
  }

  /** Whether it only adds its whole change any more. */
  boolean isOver(long nanos) {
    return nanos > end && (nanos - lift) / 1e9 > 5 * SHAKE_SECONDS;
  }
}
