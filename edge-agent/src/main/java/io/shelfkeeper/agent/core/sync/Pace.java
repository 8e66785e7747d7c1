package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * How many publications may be under way, by how long their answers take. A fast line is kept full;
 * on a slow one little is sent ahead, because an alarm has to queue behind all of it.
 */
final class Pace {
  /** Enough for a line with the delay of a satellite; at 32 kbit/s they take some three seconds. */
  static final int MIN = 16;

  private static final int FIRST = 64;
  private static final long QUICK_NANOS = 250 * Moment.NANOS_PER_MILLI;
  private static final long SLOW_NANOS = 1_500 * Moment.NANOS_PER_MILLI;

  private final int most;
  private int window;

  /** Answers to what was sent before the last change say nothing about it. */
  private int ignored;

  /**
   * @param most what we and the broker allow, at least 1
   */
  Pace(int most) {
    this.most = most;
    window = Math.min(most, FIRST);
  }

  int window() {
    return window;
  }

  /** An answer came, so long after its message. */
  void answered(long tookNanos) {
    if (ignored > 0) {
      ignored--;
    } else if (tookNanos > SLOW_NANOS && window > MIN) {
      ignored = window;
      window = Math.max(MIN, window / 2);
    } else if (tookNanos < QUICK_NANOS && window < most) {
      window++;
    }
  }
}
