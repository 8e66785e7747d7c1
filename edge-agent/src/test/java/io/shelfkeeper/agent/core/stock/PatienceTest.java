package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  /** Two goods whose packages spread by a gram, one a little likelier than the other. */
  private static boolean ends(double likelier, double calmSeconds, int rows, double variance) {
    Change change = new Change(1);
    change.grams[0] = -100;
    change.variance[0] = variance;
    change.moved = 1;
    change.calmSeconds = calmSeconds;
    change.calmRows = rows;
    change.sum();
    Verdict.Explanation one =
        new Verdict.Explanation(List.of(new Part(0, -1)), Math.log(likelier), 0, -100, 0.5);
    Verdict.Explanation other =
        new Verdict.Explanation(List.of(new Part(1, -1)), Math.log(1 - likelier), 0, -101, 1);
    one.own = 1;
    other.own = 1;
    return Patience.ends(change, new Verdict(List.of(one, other)));
  }

  @Test
  void whereTheErrorIsAsLargeAsTheSpreadTheAnswerWaitsForABetterMeasurement() {
    assertFalse(ends(0.6, 0.7, 8, 0.5));
    assertTrue(ends(0.6, 0.9, 10, 0.5));
  }

  @Test
  void whereOnlyTheSpreadIsInTheWayWaitingHelpsNobody() {
    assertTrue(ends(0.6, 0.7, 8, 0.05));
  }

  @Test
  void whatIsClearIsToldAtOnce() {
    assertTrue(ends(0.995, 0.45, 5, 0.5));
  }

  @Test
  void whereAFastCellHasShownEnoughTheNextHandIsNotWaitedFor() {
    assertTrue(ends(0.6, 0.7, 14, 0.5));
  }
}
