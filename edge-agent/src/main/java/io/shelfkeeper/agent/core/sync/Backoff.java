package io.shelfkeeper.agent.core.sync;

/**
 * How long to wait before the next try: full jitter below a limit that doubles with each failure. A
 * pure function of its arguments, so that ten thousand devices can be simulated; never the same
 * delay for two devices, which would meet again and again.
 */
public final class Backoff {
  /** Limit of the first delay. */
  public static final long FIRST_NANOS = 1_000_000_000L;

  /** Limit that no delay exceeds. */
  public static final long CAP_NANOS = 120_000_000_000L;

  private static final int DOUBLINGS_MAX = 7;

  private Backoff() {}

  /**
   * @param failures tries that failed in a row, 0 or more
   * @param random 64 random bits
   * @return nanoseconds, evenly between 0 and the limit
   */
  public static long delayNanos(int failures, long random) {
    return (long) (limitNanos(failures) * unit(random));
  }

  /**
   * For questions that are repeated: at least half the limit, so that nobody is asked in haste.
   *
   * @param firstNanos limit of the first delay
   */
  public static long calmNanos(long firstNanos, int repeats, long random) {
    long limit = Math.min(CAP_NANOS, firstNanos << Math.min(repeats, DOUBLINGS_MAX));
    return (long) (limit * (0.5 + unit(random) / 2));
  }

  static long limitNanos(int failures) {
    return Math.min(CAP_NANOS, FIRST_NANOS << Math.min(failures, DOUBLINGS_MAX));
  }

  /** 53 of the bits as a number from 0 to below 1. */
  private static double unit(long random) {
    return (random >>> 11) * 0x1.0p-53;
  }
}
