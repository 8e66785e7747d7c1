package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Low, out and recovered are said once each, and only of what a sensor has seen. */
class LevelsTest {
  private final double hoursLeft = 7.5;
  private static final Levels.Threshold WATER = new Levels.Threshold("A3", "water", 3);

  private final List<Fact> said = new ArrayList<>();
  private Levels levels = new Levels(List.of(WATER));
  private double seconds;

  /** The count stands for three seconds. */
  private void count(int count) {
    for (int i = 0; i < 4; i++) {
      look(count, true);
      seconds++;
    }
  }

  private void look(int count, boolean known) {
    long nanos = (long) (seconds * Moment.NANOS_PER_SECOND);
    Moment now = new Moment(0, nanos, ClockTrust.UNKNOWN);
    levels.look(
        now,
        List.of(new Count("A3", "water", count, 0)),
        bay -> known,
        left -> hoursLeft,
        said::add);
  }

  @Test
  void lowIsSaidOnce() {
    count(5);
    count(3);
    count(2);
    count(3);
    assertEquals(List.of(new Fact.StockLow("A3", "water", 3, 3, 7.5)), said);
  }

  /** One is put back and taken again, and so on: nobody wants to hear of it. */
  @Test
  void aBayThatHoversAroundItsThresholdIsLowOnce() {
    count(3);
    count(4);
    count(3);
    count(4);
    assertEquals(1, said.size(), said.toString());
    count(5);
    assertEquals(new Fact.StockRecovered("A3", "water", 5), said.getLast());
    count(4);
    assertEquals(2, said.size(), said.toString());
  }

  @Test
  void outAndRecoveredAreSaidOnceEach() {
    count(0);
    count(0);
    count(9);
    count(8);
    assertEquals(
        List.of(new Fact.StockOut("A3", "water"), new Fact.StockRecovered("A3", "water", 9)), said);
  }

  @Test
  void oneThatIsPutBackIntoAnEmptyBayMakesItLow() {
    count(0);
    count(1);
    assertEquals(new Fact.StockLow("A3", "water", 1, 3, 7.5), said.getLast());
  }

  @Test
  void aConclusionThatIsCorrectedWithinASecondIsNotSpokenOf() {
    count(5);
    look(3, true);
    seconds++;
    count(5);
    assertEquals(List.of(), said);
  }

  @Test
  void nothingIsSaidOfABayThatNoSensorHasSeen() {
    for (int i = 0; i < 10; i++) {
      look(0, false);
      seconds++;
    }
    assertEquals(List.of(), said);
  }

  @Test
  void aThresholdOfZeroSpeaksOnlyOfTheEmptyBay() {
    levels = new Levels(List.of(new Levels.Threshold("A3", "water", 0)));
    count(1);
    assertEquals(List.of(), said);
    count(0);
    assertEquals(List.of(new Fact.StockOut("A3", "water")), said);
  }

  @Test
  void whatWasSaidIsNotSaidAgainAfterARestart() {
    count(2);
    byte[] state = levels.state();
    levels = new Levels(List.of(WATER));
    levels.restore(state);
    count(2);
    assertEquals(1, said.size());
    count(6);
    assertEquals(new Fact.StockRecovered("A3", "water", 6), said.getLast());
  }
}
