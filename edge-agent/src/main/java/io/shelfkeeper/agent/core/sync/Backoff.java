package io.shelfkeeper.agent.core.sync;

/**
 * How long to wait before the next try. Below the cap any time up to a limit that grows by half
 * with each failure: a shop is away about as long again as its broker was. At the cap at least
 * three quarters of it: a herd that was spread while the limits grew stays spread, and nobody waits
 * longer than a minute. A pure function of its arguments, so that ten thousand devices can be
 * simulated; the arithmetic is in decision 0017.
 */
public final class Backoff {
  /** Limit of the first delay. */
  public static final long FIRST_NANOS = 1_000_000_000L;

  /** Limit that no delay exceeds. */
  public static final long CAP_NANOS = 60_000_000_000L;

  /** The same for questions: the broker may keep one until there is somebody to answer it. */
  static final long QUESTION_CAP_NANOS = 120_000_000_000L;

  /** Failures whose limit is nearly the cap, and which still may be waited out in no time. */
  static final int FAILURES_BELOW_CAP = 10;

  /** Failures whose limit is some 26 seconds. */
  static final int FAILURES_HALF = 8;

  private static final double CALM = 0.75;
  private static final int DOUBLINGS_MAX = 7;

  private Backoff() {}

  /**
   * @param failures tries that failed in a row, 0 or more
   * @param random 64 random bits
   * @return nanoseconds, evenly between 0 and the limit, or the upper quarter of the cap
   */
  public static long delayNanos(int failures, long random) {
    long limit = limitNanos(failures);
    double least = limit == CAP_NANOS ? CALM : 0;
    return (long) (limit * (least + (1 - least) * unit(random)));
  }

  /**
   * For questions that are repeated: at least half the limit, which doubles, so that nobody is
   * asked in haste.
   *
   * @param firstNanos limit of the first delay
   */
  public static long calmNanos(long firstNanos, int repeats, long random) {
    long limit = Math.min(QUESTION_CAP_NANOS, firstNanos << Math.min(repeats, DOUBLINGS_MAX));
    return (long) (limit * (0.5 + unit(random) / 2));
  }

  static long limitNanos(int failures) {
    long limit = FIRST_NANOS;
    for (int i = 0; i < failures && limit < CAP_NANOS; i++) {
      limit += limit / 2;
    }
    return Math.min(CAP_NANOS, limit);
  }

  /** 53 of the bits as a number from 0 to below 1. */
  private static double unit(long random) {
    return (random >>> 11) * 0x1.0p-53;
  }
}
