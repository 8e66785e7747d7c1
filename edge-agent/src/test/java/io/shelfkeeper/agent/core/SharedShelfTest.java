package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cell that is not heard says nothing, and its neighbours on the shelf do not speak for it. */
class SharedShelfTest {
  private static final StaffRequest SEVEN = new StaffRequest.CountGoods("A1", "", 7);

  private final StaffBench shop = StaffBench.oneShelf();

  /** The cell of the jam misses readings: the shelf has to settle anew. */
  private void neighbourFalters() {
    shop.fail(1);
    shop.rest(2);
    shop.recover(1);
    shop.rest(5);
  }

  private void assertStock(int tea, int jam) {
    assertEquals(tea, shop.count("A1"), shop.movements().toString());
    assertEquals(jam, shop.count("A2"), shop.movements().toString());
  }

  private void countSeven() {
    StaffAnswer answer = shop.tell(SEVEN);
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
  }

  @Test
  void aCountOfADeadCellOutlivesANeighbourThatFalters() {
    shop.rest(5);
    shop.fail(0);
    shop.load[0] -= StaffBench.TEA;
    countSeven();
    neighbourFalters();
    assertStock(7, 3);
    neighbourFalters();
    shop.recover(0);
    shop.rest(5);
    assertStock(7, 3);
    assertEquals(1, shop.movements().size());
  }

  /** What was told a moment before is thought over with what the cell showed last. */
  @Test
  void aCellThatFallsSilentAfterAMovementDoesNotTakeItBack() {
    shop.rest(5);
    shop.load[0] -= StaffBench.TEA;
    shop.rest(1);
    assertEquals(1, shop.movements().size());
    shop.fail(0);
    shop.rest(4);
    assertEquals(1, shop.movements().size(), shop.movements().toString());
    assertStock(7, 3);
  }

  @Test
  void whatLeftADeadCellIsToldWhenItReturnsThoughItsNeighbourFalteredMeanwhile() {
    shop.rest(5);
    shop.fail(0);
    shop.load[0] -= 2 * StaffBench.TEA;
    neighbourFalters();
    assertEquals(List.of(), shop.movements());
    shop.recover(0);
    shop.rest(5);
    assertStock(6, 3);
  }

  @Test
  void aRestartWithADeadCellTakesNothingFromItsBay() {
    shop.rest(5);
    shop.fail(0);
    shop.load[0] -= 2 * StaffBench.TEA;
    for (int restart = 0; restart < 2; restart++) {
      shop.restart();
      shop.fail(0);
      shop.rest(5);
      assertEquals(List.of(), shop.movements());
      assertFalse(shop.bay("A1").known());
      assertTrue(shop.bay("A2").known());
    }
    shop.load[1] -= StaffBench.JAM;
    shop.rest(5);
    assertStock(8, 2);
    shop.recover(0);
    shop.rest(5);
    assertStock(6, 2);
    assertEquals(Reason.CHANGED_OFFLINE, shop.movements().getLast().reason());
    assertEquals(2, shop.movements().size());
  }

  @Test
  void aCountOfADeadCellOutlivesARestart() {
    shop.rest(5);
    shop.fail(0);
    shop.load[0] -= StaffBench.TEA;
    countSeven();
    shop.restart();
    shop.fail(0);
    shop.rest(5);
    neighbourFalters();
    shop.recover(0);
    shop.rest(5);
    assertStock(7, 3);
    assertEquals(1, shop.movements().size());
  }

  @Test
  void aCellThatIsFirstHeardLongAfterItsNeighbourBringsNoGoods() {
    shop.fail(0);
    shop.rest(5);
    shop.recover(0);
    shop.rest(5);
    assertStock(8, 3);
    assertEquals(List.of(), shop.movements());
    assertTrue(shop.bay("A1").known());
  }

  @Test
  void aHandThatWasThereWhenTheCellDiedIsNoGoods() {
    shop.rest(5);
    shop.load[0] += 3 * StaffBench.TEA;
    shop.rest(0.1);
    shop.fail(0);
    shop.load[0] -= 3 * StaffBench.TEA;
    shop.rest(5);
    shop.recover(0);
    shop.rest(5);
    assertStock(8, 3);
    assertEquals(List.of(), shop.movements());
  }

  @Test
  void theNeighbourOfADeadCellCanBeCountedAndStillSells() {
    shop.rest(5);
    shop.fail(0);
    shop.rest(3);
    StaffAnswer answer = shop.tell(new StaffRequest.CountGoods("A2", "", 2));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
    shop.load[1] -= StaffBench.JAM;
    shop.rest(5);
    assertEquals(List.of(new Item("A2", "jam", -1)), shop.movements().getLast().items());
    assertStock(8, 1);
  }

  @Test
  void aBayOnSeveralCellsIsNotCountedWhileOneIsDead() {
    StaffBench wide = StaffBench.oneBay();
    wide.rest(5);
    wide.fail(0);
    wide.rest(5);
    StaffAnswer answer = wide.tell(SEVEN);
    assertEquals(StaffAnswer.Outcome.REFUSED, answer.outcome(), answer.text());
    assertTrue(answer.text().contains("several cells"), answer.text());
    wide.load[1] -= StaffBench.TEA;
    wide.rest(5);
    assertEquals(7, wide.count("A1"), "what the live cell shows is told");
    wide.recover(0);
    wide.rest(5);
    assertEquals(StaffAnswer.Outcome.DONE, wide.tell(SEVEN).outcome());
    assertEquals(7, wide.count("A1"));
  }
}
