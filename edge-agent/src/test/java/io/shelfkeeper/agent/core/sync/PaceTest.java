package io.shelfkeeper.agent.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = Moment.NANOS_PER_MILLI;

  /** Keeps the window full on a line that needs so long for each message; the longest wait. */
  private static long longestWait(Pace pace, long perMessageNanos, long delayNanos, int messages) {
    Deque<Long> sent = new ArrayDeque<>();
    long free = 0;
    long now = 0;
    long longest = 0;
    for (int i = 0; i < messages; i++) {
      while (sent.size() < pace.window()) {
        sent.addLast(now);
      }
      long first = sent.removeFirst();
      free = Math.max(free, first) + perMessageNanos;
      now = Math.max(now, free + delayNanos);
      pace.answered(now - first);
      longest = i > messages / 2 ? Math.max(longest, now - first) : longest;
    }
    return longest;
  }

  @Test
  void aFastLineIsKeptFull() {
    Pace pace = new Pace(768);
    longestWait(pace, MILLI / 20, MILLI, 20_000);
    assertEquals(768, pace.window());
  }

  @Test
  void onASlowLineAnAlarmDoesNotQueueForLong() {
    Pace pace = new Pace(768);
    long wait = longestWait(pace, 150 * MILLI, 600 * MILLI, 2_000);
    assertEquals(Pace.MIN, pace.window());
    assertTrue(wait < 3_500 * MILLI, "an answer took " + wait / MILLI + " ms");
  }

  @Test
  void aLineThatWasSlowForAWhileIsFilledAgain() {
    Pace pace = new Pace(256);
    longestWait(pace, 150 * MILLI, 600 * MILLI, 1_000);
    longestWait(pace, MILLI / 10, MILLI, 5_000);
    assertEquals(256, pace.window());
  }

  @Test
  void neverMoreThanTheBrokerAllows() {
    Pace pace = new Pace(3);
    longestWait(pace, MILLI, MILLI, 1_000);
    assertEquals(3, pace.window());
    longestWait(pace, 2_000 * MILLI, MILLI, 100);
    assertEquals(3, pace.window());
  }
}
