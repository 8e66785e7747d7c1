package io.shelfkeeper.agent.core.permits;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what happened in the last minute of monotonic time. Never holds more than its limit. */
final class MinuteWindow {
  static final long NANOS = 60 * Moment.NANOS_PER_SECOND;

  private final int max;
  private final Deque<Long> times = new ArrayDeque<>();

  MinuteWindow(int max) {
    this.max = max;
  }

  boolean isFull(long now) {
    while (!times.isEmpty() && now - times.getFirst() >= NANOS) {
      times.removeFirst();
    }
    return times.size() >= max;
  }

  void add(long now) {
    times.addLast(now);
  }
}
