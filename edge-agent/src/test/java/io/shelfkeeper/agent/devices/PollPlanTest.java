package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PollPlanTest {
  private static final long MILLI = 1_000_000L;
  private static final long EXCHANGE = 10 * MILLI;

  /** Plays a bus for some seconds; a silent device costs five exchanges. */
  private static int[] polls(int devices, int silent, long seconds) {
    long[] periods = new long[devices];
    java.util.Arrays.fill(periods, 100 * MILLI);
    PollPlan plan = new PollPlan(periods, 0);
    int[] polls = new int[devices];
    long now = 0;
    while (now < seconds * 1_000 * MILLI) {
      int device = plan.next();
      now = Math.max(now, plan.dueNanos(device));
      polls[device]++;
      if (device == silent) {
        now += 5 * EXCHANGE;
        plan.failed(device, now);
      } else {
        now += EXCHANGE;
        plan.answered(device, now);
      }
    }
    return polls;
  }

  @Test
  void eachDeviceIsAskedAtItsRate() {
    for (int count : polls(6, -1, 60)) {
      assertEquals(600, count, 2);
    }
  }

  @Test
  void aSilentDeviceDoesNotCostTheOthersTheirRate() {
    int[] polls = polls(6, 2, 60);
    assertTrue(polls[2] >= 25 && polls[2] <= 40, "silent one: " + polls[2]);
    for (int i = 0; i < polls.length; i++) {
      if (i != 2) {
        assertEquals(600, polls[i], 12);
      }
    }
  }

  @Test
  void whoeverIsHurriedComesEarlierAndNeverLater() {
    PollPlan plan = new PollPlan(new long[] {100, 100}, 0);
    plan.answered(0, 0);
    plan.answered(1, 50);
    plan.hurry(1, 70);
    assertEquals(1, plan.next());
    assertEquals(70, plan.dueNanos(1));
    plan.hurry(1, 90);
    assertEquals(70, plan.dueNanos(1));
  }

  @Test
  void aBusThatIsTooSlowServesAllAlike() {
    for (int count : polls(20, -1, 60)) {
      assertEquals(300, count, 3);
    }
  }
}
