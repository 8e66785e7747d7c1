package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A plate of a shelf that says nothing any more may hide half of what its neighbour shows. */
class DeafCellTest {
  private static final int CELLS = 5;
  private static final int DEAD = 1;

  private final StockEngine engine =
      new StockEngine(
          new StockSetup(
              10,
              List.of(
                  new StockSetup.Cell("c0", "shelf"),
                  new StockSetup.Cell("c1", "shelf"),
                  new StockSetup.Cell("c2", "shelf"),
                  new StockSetup.Cell("c3", "shelf"),
                  new StockSetup.Cell("c4", "shelf")),
              List.of(
                  new StockSetup.Product("tea", 250, 1),
                  new StockSetup.Product("jam", 400, 1),
                  new StockSetup.Product("rice", 700, 1)),
              List.of(
                  new StockSetup.Placement("tea", "shelf", List.of(0, DEAD), "A1"),
                  new StockSetup.Placement("jam", "shelf", List.of(2), "A2"),
                  new StockSetup.Placement("rice", "shelf", List.of(3, 4), "A3")),
              List.of()));

  private final Random random = new Random(5);
  private final List<StockSink.Moved> told = new ArrayList<>();
  private final double[] load = {2900, 2900, 4400, 4400, 4400};
  private long nanos;

  private void rest(double seconds, boolean dead) {
    for (int i = 0; i < seconds * 10; i++) {
      nanos += 100_000_000L;
      for (int cell = 0; cell < CELLS; cell++) {
        if (!dead || cell != DEAD) {
          double grams = load[cell] + 0.3 * random.nextGaussian();
          engine.sample(cell, nanos, grams, StockEngine.STABLE, this::told);
        }
      }
    }
  }

  private String told(StockSink.Moved moved) {
    told.add(moved);
    return "e" + told.size();
  }

  private double take(int cell, double grams, boolean dead) {
    load[cell] -= grams;
    rest(4, dead);
    return told.getLast().confidence();
  }

  private void kill() {
    engine.gap(DEAD, nanos);
    rest(5, true);
    assertEquals(List.of(), told);
  }

  @Test
  void nothingIsCertainBesideACellThatIsNotHeard() {
    rest(5, false);
    kill();
    for (double grams : new double[] {250, 501, 130, 90}) {
      double confidence = take(0, grams, true);
      assertTrue(confidence < 0.99, grams + " g: " + told.getLast());
    }
    double neighbour = take(2, 400, true);
    assertTrue(neighbour < 0.99, "the next plate: " + told.getLast());
  }

  @Test
  void whatComesBackDoesNotMakeItCertainEither() {
    rest(5, false);
    kill();
    take(0, 500.4, true);
    take(0, -250.2, true);
    for (StockSink.Moved moved : told) {
      assertTrue(moved.confidence() < 0.99, "" + moved);
    }
  }

  @Test
  void farFromItAllIsAsSureAsBefore() {
    rest(5, false);
    kill();
    double far = take(4, 700, true);
    assertTrue(far >= 0.99, "" + told.getLast());
  }

  @Test
  void aCellThatIsHeardAgainIsBelievedAgain() {
    rest(5, false);
    kill();
    rest(5, false);
    double again = take(0, 250, false);
    assertTrue(again >= 0.99, "" + told.getLast());
  }
}
