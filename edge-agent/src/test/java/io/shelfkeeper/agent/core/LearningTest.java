package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What packages weigh, learned from what is taken: the tea of the shop is not as its site file. */
class LearningTest {
  private final StaffBench shop = new StaffBench();
  private final Random random = new Random(3);

  private double packageGrams(double mean) {
    return mean + 0.7 * Math.clamp(random.nextGaussian(), -2.5, 2.5);
  }

  /** Puts up some packages, which teaches nothing, and has them taken one by one. */
  private void sell(int packages, double mean) {
    for (int sold = 0; sold < packages; sold += 8) {
      int now = Math.min(8, packages - sold);
      for (int i = 0; i < now; i++) {
        shop.load[0] -= packageGrams(mean);
        shop.rest(4);
      }
      for (int i = 0; i < now; i++) {
        shop.load[0] += packageGrams(mean);
      }
      shop.rest(4);
    }
    shop.rest(61);
  }

  private List<Fact.WeightLearned> learned() {
    return shop.facts.stream()
        .filter(Fact.WeightLearned.class::isInstance)
        .map(Fact.WeightLearned.class::cast)
        .toList();
  }

  private String tea() {
    return shop.tell(new StaffRequest.ListWeights())
        .text()
        .lines()
        .filter(line -> line.startsWith("tea"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWrongWeightIsLearnedToldKeptAndForgotten() {
    assertEquals("tea: 100.0 g ± 1.0 g by the site file, none weighed yet", tea());
    shop.rest(5);
    sell(32, 101.2);
    Fact.WeightLearned told = learned().getLast();
    assertEquals("learned", told.why());
    assertEquals(101.2, told.grams(), 0.5);
    assertEquals(100, told.siteGrams());
    String line = tea();
    assertTrue(line.contains("reckoned with 101."), line);

    shop.restart();
    assertEquals(line, tea());
    StaffAnswer answer = shop.tell(new StaffRequest.ForgetWeight("tea"));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome());
    assertEquals("forgotten", learned().getLast().why());
    assertEquals(100, learned().getLast().grams());
    shop.restart();
    assertEquals("tea: 100.0 g ± 1.0 g by the site file, none weighed yet", tea());
    assertTrue(
        shop.movements().stream().allMatch(moved -> moved.items().size() == 1),
        "what is learned moves no goods");
  }

  @Test
  void aWrongWeightMakesNoMistakeOnTheWay() {
    shop.rest(5);
    sell(32, 98.8);
    assertTrue(
        shop.movements().stream()
            .filter(moved -> moved.reason() == Reason.TAKEN)
            .allMatch(moved -> moved.items().getFirst().delta() == -1),
        shop.movements().toString());
  }

  @Test
  void whatWeighsSomethingElseThanMayBeLearnedIsAFault() {
    shop.rest(5);
    sell(40, 102.5);
    sell(40, 105);
    List<Fact.FaultOpened> faults =
        shop.facts.stream()
            .filter(Fact.FaultOpened.class::isInstance)
            .map(Fact.FaultOpened.class::cast)
            .filter(fault -> fault.device().startsWith("product"))
            .toList();
    assertEquals(1, faults.size(), faults.toString());
    assertEquals("product/tea", faults.getFirst().device());
    assertEquals("weight_off", faults.getFirst().kind());
    assertTrue(learned().stream().anyMatch(told -> told.why().equals("new_batch")));
    assertTrue(learned().stream().allMatch(told -> told.grams() <= 103));
    shop.tell(new StaffRequest.ForgetWeight("tea"));
    shop.rest(2);
    assertTrue(shop.facts.getLast() instanceof Fact.FaultClosed);
  }

  /** What a recording begins with. */
  @Test
  void theLastRunKnowsCountsWeightsAndCalibrations() {
    shop.rest(5);
    sell(32, 101.2);
    shop.tell(new StaffRequest.CountGoods("A2", "", 2));
    shop.tell(new StaffRequest.HoldCell("c2"));
    shop.rest(3);
    shop.tell(new StaffRequest.MarkCell("c2"));
    shop.tell(new StaffRequest.ByCount("c2", "jam", 2));
    LastRun run = LastRun.of(StaffBench.SHOP, shop.states);
    assertEquals(101.2, run.stock().products().getFirst().grams(), 0.5);
    assertEquals(2, run.stock().openings().getLast().count());
    assertEquals("none", run.cells().getFirst().method());
    assertEquals("known_count", run.cells().getLast().method());
    assertEquals(StaffBench.SHOP.products(), LastRun.none(StaffBench.SHOP).stock().products());
  }

  @Test
  void aGuessedSpreadIsNotRecordedAsMeasured() {
    shop.restart(
        List.of(new StockSetup.Product("tea", 100, 0), new StockSetup.Product("jam", 400, 2)));
    shop.rest(5);
    sell(6, 100);
    assertTrue(tea().contains(" after "), tea());
    LastRun few = LastRun.of(shop.stock(), shop.states);
    assertEquals(0, few.stock().products().getFirst().spread());
    assertEquals(2, few.stock().products().getLast().spread(), 0.1);
    sell(16, 100);
    LastRun enough = LastRun.of(shop.stock(), shop.states);
    assertTrue(enough.stock().products().getFirst().spread() > 0, tea());
  }

  @Test
  void aNewWordOfTheSiteFileIsToldOnceToHaveEndedWhatWasLearned() {
    shop.rest(5);
    sell(32, 101.2);
    shop.facts.clear();
    List<StockSetup.Product> corrected =
        List.of(new StockSetup.Product("tea", 101.3, 1), new StockSetup.Product("jam", 400, 2));
    for (int i = 0; i < 2; i++) {
      shop.restart(corrected);
      shop.rest(5);
      assertEquals(1, learned().size(), learned().toString());
    }
    Fact.WeightLearned told = learned().getFirst();
    assertEquals("forgotten", told.why());
    assertEquals(101.3, told.grams());
    assertEquals(101.2, told.gramsBefore(), 0.5);
    assertEquals(0, told.packages());
  }

  @Test
  void aProductThatIsNoneIsNotForgotten() {
    StaffAnswer answer = shop.tell(new StaffRequest.ForgetWeight("beer"));
    assertEquals(StaffAnswer.Outcome.REFUSED, answer.outcome(), answer.text());
  }
}
