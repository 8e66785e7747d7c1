package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibratingTest {
  /** Grams that an empty cell shows, and what it shows for a gram: neither is as it should be. */
  private static final double EMPTY = 400;

  private static final double SPAN = 0.98;

  private final StaffBench shop = new StaffBench();

  /** The tea's cell shows too little for everything that lies on it. */
  private void load(double grams) {
    shop.load[0] = EMPTY + SPAN * grams;
  }

  private void mark() {
    shop.rest(3);
    StaffAnswer answer = shop.tell(new StaffRequest.MarkCell("c1"));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
  }

  private double net() {
    shop.rest(61);
    return shop.facts.stream()
        .filter(Fact.BayMeasured.class::isInstance)
        .map(Fact.BayMeasured.class::cast)
        .filter(measured -> measured.bay().equals("A1"))
        .reduce((a, b) -> b)
        .orElseThrow()
        .net();
  }

  private Fact.CellCalibrated told() {
    return shop.facts.stream()
        .filter(Fact.CellCalibrated.class::isInstance)
        .map(Fact.CellCalibrated.class::cast)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private void calibrateByReference() {
    load(800);
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    mark();
    load(1800);
    mark();
    load(800);
    mark();
    StaffAnswer answer = shop.tell(new StaffRequest.ByReference("c1", 1000));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
    shop.rest(5);
  }

  @Test
  void aWeightAddedToWhateverIsThereTellsTheGain() {
    calibrateByReference();
    assertEquals(1 / SPAN, told().gain(), 0.001);
    assertEquals("reference", told().method());
    assertTrue(Double.isNaN(told().zero()));
    assertEquals(List.of(), shop.movements(), "neither the weight nor the new gain moved goods");
  }

  @Test
  void theGainIsInForceForWhatIsTakenAfterwards() {
    calibrateByReference();
    load(600);
    shop.rest(5);
    assertEquals(-200, shop.movements().getLast().grams(), 1);
    assertEquals(Reason.TAKEN, shop.movements().getLast().reason());
  }

  @Test
  void itSurvivesAPowerCutAndNothingIsTaredAtTheStart() {
    calibrateByReference();
    shop.restart();
    shop.rest(5);
    assertEquals(List.of(), shop.movements());
    load(600);
    shop.rest(5);
    assertEquals(-200, shop.movements().getLast().grams(), 1);
  }

  @Test
  void goodsTakenWhileThePowerWasOffAreMeasuredByTheGain() {
    calibrateByReference();
    load(600);
    shop.restart();
    shop.rest(5);
    assertEquals(Reason.CHANGED_OFFLINE, shop.movements().getLast().reason());
    assertEquals(-200, shop.movements().getLast().grams(), 2);
  }

  @Test
  void anEmptyCellAndOneWeightTellGainAndZero() {
    load(800);
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    mark();
    load(0);
    mark();
    load(2000);
    mark();
    load(800);
    shop.tell(new StaffRequest.ByTwoPoints("c1", 2000));
    shop.rest(5);
    assertEquals(1 / SPAN, told().gain(), 0.001);
    assertEquals(800, net(), 2);
    assertEquals(List.of(), shop.movements());
  }

  @Test
  void knownGoodsTellTheZero() {
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    mark();
    shop.tell(new StaffRequest.ByCount("c1", "tea", 8));
    shop.rest(5);
    assertEquals(1, told().gain());
    assertEquals(400, told().zero(), 1);
    assertEquals(800, net(), 1);
    assertEquals(1200, shop.bay("A1").grams(), 1, "gross stays gross");
    assertEquals(List.of(), shop.movements());
  }

  @Test
  void theListSaysHowOldEachIs() {
    calibrateByReference();
    shop.pass(3 * 24 * 3600);
    List<String> lines = shop.tell(new StaffRequest.ListCalibrations()).text().lines().toList();
    assertTrue(
        lines.getFirst().startsWith("c1: reference 3 days ago, 1 earlier, gain 1.02"),
        lines::toString);
    assertTrue(lines.getLast().startsWith("c2: none, 0 earlier, gain 1.0"), lines::toString);
  }

  @Test
  void theOneBeforeComesBackWithoutMovingGoods() {
    calibrateByReference();
    StaffAnswer answer = shop.tell(new StaffRequest.UndoCalibration("c1"));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
    shop.rest(5);
    assertEquals(1, told().gain());
    assertEquals("undone", told().method());
    assertEquals(List.of(), shop.movements());
    assertEquals(
        StaffAnswer.Outcome.REFUSED, shop.tell(new StaffRequest.UndoCalibration("c1")).outcome());
  }

  /** The cell shows a tenth too little: nothing of it is believed, until it is calibrated. */
  @Test
  void aCalibratedCellIsBelievedAgainAlsoAfterARestart() {
    for (int tea : new int[] {8, 7, 6, 4}) {
      shop.load[0] = EMPTY + 0.9 * 100 * tea;
      shop.rest(6);
    }
    long strange = shop.facts.stream().filter(Fact.WeightUnexplained.class::isInstance).count();
    assertEquals(3, strange);
    shop.tell(new StaffRequest.HoldCell("c1"));
    mark();
    shop.load[0] += 0.9 * 1000;
    mark();
    shop.load[0] -= 0.9 * 1000;
    mark();
    StaffAnswer answer = shop.tell(new StaffRequest.ByReference("c1", 1000));
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome(), answer.text());
    shop.restart();
    shop.rest(5);
    shop.load[0] -= 0.9 * 100;
    shop.rest(6);
    assertEquals(-1, shop.movements().getLast().items().getFirst().delta());
    assertTrue(shop.movements().getLast().confidence() > 0.98, () -> shop.movements().toString());
  }

  /** The gain turns about the load at rest, not about a hand that happens to press. */
  @Test
  void aHandThatPressesMeanwhileMovesNoGoods() {
    calibrateByReference();
    load(5_800);
    shop.rest(0.3);
    shop.tell(new StaffRequest.UndoCalibration("c1"));
    load(800);
    shop.rest(5);
    assertEquals(List.of(), shop.movements());
  }

  @Test
  void whatIsTakenWhileTheShelfIsHeldIsToldAfterwards() {
    load(800);
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    mark();
    load(700);
    shop.rest(3);
    assertEquals(List.of(), shop.movements());
    shop.tell(new StaffRequest.ReleaseCell("c1"));
    shop.rest(5);
    assertEquals(-98, shop.movements().getLast().grams(), 1);
  }

  @Test
  void aSessionThatIsForgottenEndsByItself() {
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    shop.rest(605);
    shop.load[0] -= 2 * StaffBench.TEA;
    shop.rest(5);
    assertEquals(-2, shop.movements().getLast().items().getFirst().delta());
    assertEquals(StaffAnswer.Outcome.REFUSED, shop.tell(new StaffRequest.MarkCell("c1")).outcome());
  }

  @Test
  void aWeightThatCannotBeIsRefused() {
    load(800);
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    mark();
    load(1300);
    mark();
    load(800);
    mark();
    StaffAnswer answer = shop.tell(new StaffRequest.ByReference("c1", 1000));
    assertEquals(StaffAnswer.Outcome.REFUSED, answer.outcome());
    assertTrue(answer.text().contains("490"), answer.text());
    assertEquals(
        StaffAnswer.Outcome.REFUSED,
        shop.tell(new StaffRequest.ByReference("c1", 1000)).outcome(),
        "the session has ended");
  }

  @Test
  void aMovingCellIsNotWeighed() {
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c1"));
    for (int i = 0; i < 20; i++) {
      shop.load[0] += 10;
      shop.rest(0.1);
    }
    assertEquals(StaffAnswer.Outcome.WAIT, shop.tell(new StaffRequest.MarkCell("c1")).outcome());
  }

  @Test
  void aCellThatWandersIsToldOnceUntilItIsCalibrated() {
    shop.rest(5);
    for (int i = 0; i < 4 * 3600; i++) {
      shop.load[1] += 10.0 / 3600;
      shop.rest(0.2);
      shop.pass(0.8);
    }
    List<Fact.FaultOpened> faults = drifting();
    assertEquals(1, faults.size(), faults.toString());
    Fact.FaultOpened fault = faults.getFirst();
    assertEquals("cell/c2", fault.device());
    assertEquals("drifting", fault.kind());
    assertEquals(List.of(), shop.movements(), "drift is no movement");
    shop.restart();
    shop.rest(5);
    shop.tell(new StaffRequest.HoldCell("c2"));
    shop.rest(3);
    shop.tell(new StaffRequest.MarkCell("c2"));
    shop.tell(new StaffRequest.ByCount("c2", "jam", 3));
    shop.rest(61);
    assertEquals(1, drifting().size(), "told once, over a restart too");
    assertEquals(
        1,
        shop.facts.stream()
            .filter(fact -> fact instanceof Fact.FaultClosed f && f.kind().equals("drifting"))
            .count());
  }

  private List<Fact.FaultOpened> drifting() {
    return shop.facts.stream()
        .filter(Fact.FaultOpened.class::isInstance)
        .map(Fact.FaultOpened.class::cast)
        .filter(fault -> fault.kind().equals("drifting"))
        .toList();
  }
}
