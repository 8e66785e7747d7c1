package io.shelfkeeper.agent.core.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnswerBudgetTest {
  private static final long SECOND = 1_000_000_000L;

  private final AnswerBudget budget = new AnswerBudget();

  /** Takes all there are. */
  private int taken(long now) {
    int taken = 0;
    while (budget.take(now)) {
      taken++;
    }
    return taken;
  }

  @Test
  void oneAnswerASecondComesBackAndNeverMoreThanSixtyAreKept() {
    assertEquals(60, taken(5 * SECOND));
    assertFalse(budget.take(6 * SECOND - 1));
    assertTrue(budget.take(6 * SECOND));
    assertEquals(10, taken(16 * SECOND));
    assertEquals(60, taken(3_600 * SECOND));
  }

  @Test
  void partsOfASecondAreNotLost() {
    taken(0);
    assertEquals(1, taken(SECOND + SECOND / 2));
    assertEquals(1, taken(2 * SECOND));
  }

  @Test
  void theSilentOnesAreSummedUpOnceAMinute() {
    assertEquals(1, budget.takeSummary(0));
    assertEquals(0, budget.takeSummary(1));
    assertEquals(0, budget.takeSummary(60 * SECOND - 1));
    assertEquals(4, budget.takeSummary(60 * SECOND));
  }
}
