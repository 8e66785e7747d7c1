package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SharedSuppliesTest {
  private static final long LATE = 2_000_000_000L;

  private final SharedSupplies supplies = new SharedSupplies();

  @Test
  void aSupplyFeedsOnePulseAtATime() {
    assertTrue(supplies.take("main", 0));
    assertFalse(supplies.take("main", Long.MAX_VALUE / 2));
    assertTrue(supplies.take("other", 0));
    supplies.free("main", 700);
    assertFalse(supplies.take("main", 699));
    assertTrue(supplies.take("main", 700));
  }

  @Test
  void afterAStartAPulseThatNobodyCanSwitchOffIsWaitedFor() {
    supplies.startAt(new BoardChannel.Output(0, 1, 300, 1_500, true, "eight"), 0);
    supplies.startAt(new BoardChannel.Output(1, 1, 500, 600, false, "relay"), 0);
    assertFalse(supplies.take("eight", LATE - 600_000_000L));
    assertTrue(supplies.take("eight", LATE));
    assertTrue(supplies.take("relay", 0));
  }

  @Test
  void theLongestPulseOfASupplyIsWaitedFor() {
    BoardChannel.Output longer = new BoardChannel.Output(0, 1, 300, 1_500, true, "main");
    BoardChannel.Output shorter = new BoardChannel.Output(1, 1, 500, 600, true, "main");
    supplies.startAt(longer, 0);
    supplies.startAt(shorter, 0);
    assertFalse(supplies.take("main", 1_499_000_000L));
    assertTrue(supplies.take("main", 1_500_000_000L));
    SharedSupplies other = new SharedSupplies();
    other.startAt(shorter, 0);
    other.startAt(longer, 0);
    assertFalse(other.take("main", 1_499_000_000L));
  }
}
