package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTest {
  private final StaffBench shop = new StaffBench();

  @Test
  void aCountBecomesAMovementAndItsAnswerComesAfterItsRow() {
    shop.rest(5);
    StaffAnswer answer = shop.tell(new StaffRequest.CountGoods("A1", "", 6));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome());
    assertEquals("Bay A1 holds 6 of tea; 8 were believed to be there.", answer.text());
    Fact.StockMoved told = shop.movements().getLast();
    assertEquals(Reason.COUNTED, told.reason());
    assertEquals(List.of(new Item("A1", "tea", -2)), told.items());
    assertEquals(6, told.counts().getFirst().count());
    assertEquals(6, shop.count("A1"));
  }

  @Test
  void aCountSurvivesAPowerCut() {
    shop.rest(5);
    shop.tell(new StaffRequest.CountGoods("A1", "tea", 5));
    shop.restart();
    shop.rest(5);
    assertEquals(5, shop.count("A1"));
    assertEquals(1, shop.movements().size(), "the goods did not move");
  }

  @Test
  void countsThatWereLostWithTheJournalAreNotKnownUntilAPersonCounts() {
    shop.rest(5);
    assertTrue(shop.bay("A1").known());
    shop.loseJournal();
    shop.rest(5);
    assertFalse(shop.bay("A1").known(), "a scale does not know how many there were");
    shop.tell(new StaffRequest.CountGoods("A1", "tea", 8));
    assertTrue(shop.bay("A1").known());
    assertFalse(shop.bay("A2").known());
    shop.restart();
    shop.rest(5);
    assertTrue(shop.bay("A1").known());
    assertFalse(shop.bay("A2").known(), "a restart counts nothing");
  }

  @Test
  void aCountInTheMiddleOfAMovementHasToWait() {
    shop.rest(5);
    shop.load[0] -= StaffBench.TEA;
    shop.rest(0.2);
    sevenAreCountedAfterARest();
  }

  /** Simulation, seed 6: what was taken while the process stood was told after the count again. */
  @Test
  void anAgentThatWasStoppedLooksFirst() {
    shop.rest(5);
    shop.load[0] -= StaffBench.TEA;
    shop.pass(4);
    sevenAreCountedAfterARest();
  }

  private void sevenAreCountedAfterARest() {
    StaffRequest seven = new StaffRequest.CountGoods("A1", "tea", 7);
    assertEquals(StaffAnswer.Outcome.WAIT, shop.tell(seven).outcome());
    shop.rest(5);
    assertEquals(StaffAnswer.Outcome.DONE, shop.tell(seven).outcome());
    shop.rest(5);
    assertEquals(7, shop.count("A1"));
  }

  @Test
  void aBayThatWasNotHeardSinceTheStartCannotBeCounted() {
    StaffAnswer answer = shop.tell(new StaffRequest.CountGoods("A1", "tea", 7));
    assertEquals(StaffAnswer.Outcome.WAIT, answer.outcome(), answer.text());
  }

  private void countedWhileDead(int sold, int counted) {
    shop.rest(5);
    shop.fail(0);
    shop.load[0] -= sold * StaffBench.TEA;
    shop.rest(5);
    StaffAnswer answer = shop.tell(new StaffRequest.CountGoods("A1", "", counted));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
    assertEquals(counted, shop.count("A1"));
  }

  @Test
  void whatWasSoldWhileTheScaleWasDeadIsCountedOnce() {
    countedWhileDead(3, 5);
    shop.recover(0);
    shop.rest(5);
    assertEquals(5, shop.count("A1"));
    assertEquals(1, shop.movements().size());
  }

  /** Two may have come, or the count was another one all the time: nobody can know. */
  @Test
  void aScaleThatShowsWhatItShowedBeforeTheCountIsToldInDoubt() {
    countedWhileDead(0, 6);
    shop.recover(0);
    shop.rest(5);
    Fact.StockMoved told = shop.movements().getLast();
    assertEquals(List.of(new Item("A1", "tea", 2)), told.items());
    assertTrue(told.confidence() <= 0.5, "confidence " + told.confidence());
    assertEquals(1, shop.bay("A1").counts().getFirst().sd(), 0.2, "either six or eight");
    shop.tell(new StaffRequest.CountGoods("A1", "", 6));
    assertEquals(6, shop.count("A1"));
    assertTrue(shop.bay("A1").counts().getFirst().sd() < 0.5, "a second count ends the doubt");
  }

  /** Simulation, seed 148. */
  @Test
  void whatCameBackAfterTheCountIsToldWhenTheScaleReturns() {
    countedWhileDead(2, 6);
    shop.load[0] += 2 * StaffBench.TEA;
    shop.rest(5);
    shop.recover(0);
    shop.rest(5);
    assertEquals(8, shop.count("A1"));
  }

  @Test
  void whatIsSoldAfterTheCountOfADeadScaleIsToldWhenItReturns() {
    countedWhileDead(3, 5);
    shop.load[0] -= StaffBench.TEA;
    shop.rest(5);
    shop.recover(0);
    shop.rest(5);
    assertEquals(4, shop.count("A1"));
    assertEquals(List.of(new Item("A1", "tea", -1)), shop.movements().getLast().items());
  }

  @Test
  void aCountOfADeadScaleSurvivesAPowerCut() {
    countedWhileDead(3, 5);
    shop.restart();
    StaffAnswer again = shop.tell(new StaffRequest.CountGoods("A1", "", 5));
    assertEquals(StaffAnswer.Outcome.DONE, again.outcome(), again.text());
    shop.recover(0);
    shop.rest(5);
    assertEquals(5, shop.count("A1"));
    shop.load[0] -= StaffBench.TEA;
    shop.rest(5);
    assertEquals(4, shop.count("A1"));
  }

  @Test
  void aCountThatChangesNothingIsToldToo() {
    shop.rest(5);
    shop.tell(new StaffRequest.CountGoods("A2", "jam", 3));
    assertEquals(List.of(), shop.movements().getLast().items());
    assertEquals(Reason.COUNTED, shop.movements().getLast().reason());
  }

  @Test
  void movementsAndCountsAddUp() {
    shop.rest(5);
    shop.load[0] -= 2 * StaffBench.TEA;
    shop.rest(5);
    shop.tell(new StaffRequest.CountGoods("A1", "tea", 7));
    shop.load[0] -= StaffBench.TEA;
    shop.rest(5);
    int sum =
        shop.movements().stream()
            .flatMap(moved -> moved.items().stream())
            .mapToInt(Item::delta)
            .sum();
    assertEquals(6, 8 + sum);
    assertEquals(6, shop.count("A1"));
  }

  @Test
  void lowStockIsSaidOfACount() {
    shop.rest(5);
    shop.tell(new StaffRequest.CountGoods("A1", "tea", 0));
    shop.rest(5);
    assertTrue(shop.facts.contains(new Fact.StockOut("A1", "tea")), shop.facts.toString());
  }

  @Test
  void whatCannotBeMeantIsRefusedAndChangesNothing() {
    shop.rest(5);
    for (StaffRequest wrong :
        List.of(
            new StaffRequest.CountGoods("A9", "", 1),
            new StaffRequest.CountGoods("A1", "jam", 1),
            new StaffRequest.CountGoods("A1", "tea", -1))) {
      assertEquals(StaffAnswer.Outcome.REFUSED, shop.tell(wrong).outcome());
    }
    assertEquals(List.of(), shop.movements());
  }
}
