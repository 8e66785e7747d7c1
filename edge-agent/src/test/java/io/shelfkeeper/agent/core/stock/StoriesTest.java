package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two goods that look alike on one shelf. */
class StoriesTest {
  private final Layout layout =
      new Layout(
          new StockSetup(
              10,
              List.of(new StockSetup.Cell("A1", "A1")),
              List.of(new StockSetup.Product("p", 100, 1), new StockSetup.Product("q", 100, 1)),
              List.of(
                  new StockSetup.Placement("p", "A1", List.of(0), "A1"),
                  new StockSetup.Placement("q", "A1", List.of(0), "A1")),
              List.of(new StockSetup.Opening("p", "A1", 2), new StockSetup.Opening("q", "A1", 2))));

  private final Stories stories = new Stories(layout, 0);

  /** One of the two is taken, and nobody can say which. */
  private Taking takeOne() {
    List<Verdict.Explanation> ways =
        List.of(
            new Verdict.Explanation(List.of(new Part(0, -1)), 0, 0, -100, 0),
            new Verdict.Explanation(List.of(new Part(1, -1)), 0, 0, -100, 0));
    Verdict verdict = new Verdict(ways);
    List<Taking.Reading> readings = verdict.outcomes.stream().map(StoriesTest::reading).toList();
    Taking taking = new Taking("e", 0, 0, readings);
    stories.book(verdict, 0, taking, verdict.outcomes);
    return taking;
  }

  private static Taking.Reading reading(Verdict.Outcome outcome) {
    Thing thing = new Thing(outcome.parts.getFirst().slot(), 0, 100, 0.1, 1);
    return new Taking.Reading(outcome.parts, List.of(thing), outcome.probability);
  }

  @Test
  void ifOneIsFewerTheOtherIsMore() {
    takeOne();
    takeOne();
    // Two of four have gone: two of each are left in no story that believes the openings.
    double together = stories.both(0, 2, 1, 2);
    assertTrue(together < 0.05, "both untouched: " + together);
    assertTrue(stories.count(0).atLeast(2) > 0.2);
    assertTrue(stories.count(1).atLeast(2) > 0.2);
  }

  @Test
  void whatComesBackLeavesBothAsTheyWere() {
    Taking taking = takeOne();
    List<Verdict.Explanation> ways =
        taking.readings.stream()
            .map(
                reading -> {
                  Thing thing = reading.things.getFirst();
                  List<Part> back = List.of(new Part(thing.product, 1, thing, taking));
                  return new Verdict.Explanation(back, 0, 0, 100, 0);
                })
            .toList();
    stories.book(new Verdict(ways), 0, null, List.of());
    assertEquals(2, stories.count(0).mean(), 0.05);
    assertEquals(2, stories.count(1).mean(), 0.05);
    assertTrue(stories.count(0).deviation() < 0.3, "sd " + stories.count(0).deviation());
  }

  @Test
  void aPersonsCountEndsAllDoubtAboutIt() {
    takeOne();
    stories.know(layout.slotPool[0], Belief.said(1));
    assertEquals(1, stories.count(0).mean(), 0.05);
    assertTrue(stories.count(1).deviation() > 0.3, "of the other nobody knows more");
  }

  /**
   * Of hundreds of thousands of stories only some are kept; none of the readings may win by that.
   */
  @Test
  void whatIsNotKeptMakesNothingSure() {
    double[] shares = {0.5, 0.2, 0.15, 0.1, 0.05};
    List<StockSetup.Product> products = new ArrayList<>();
    List<StockSetup.Placement> places = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    List<Verdict.Explanation> ways = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      products.add(new StockSetup.Product("p" + i, 100, 1));
      places.add(new StockSetup.Placement("p" + i, "A1", List.of(0), "A1"));
      openings.add(new StockSetup.Opening("p" + i, "A1", 40));
      ways.add(new Verdict.Explanation(List.of(new Part(i, -1)), Math.log(shares[i]), 0, -100, 0));
    }
    List<StockSetup.Cell> cells = List.of(new StockSetup.Cell("A1", "A1"));
    Stories many =
        new Stories(new Layout(new StockSetup(10, cells, products, places, openings)), 0);
    List<Taking> takings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Verdict verdict = new Verdict(ways);
      takings.add(
          new Taking("e" + i, 0, 0, verdict.outcomes.stream().map(StoriesTest::reading).toList()));
      many.book(verdict, 0, takings.getLast(), verdict.outcomes);
    }
    for (Taking taking : takings) {
      for (int r = 0; r < shares.length; r++) {
        assertEquals(shares[r], taking.readings.get(r).probability, 0.02, taking.id + ", " + r);
      }
    }
  }

  /** Forty-six bars of chocolate, one or two of which were taken: 200 stories in 1,081 ways. */
  @Test
  void aShelfOfLookAlikesFitsASmallMachine() {
    int products = 46;
    List<StockSetup.Product> bars = new ArrayList<>();
    List<StockSetup.Placement> places = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    List<Verdict.Explanation> ways = new ArrayList<>();
    for (int i = 0; i < products; i++) {
      bars.add(new StockSetup.Product("p" + i, 100, 1));
      places.add(new StockSetup.Placement("p" + i, "A1", List.of(0), "A1"));
      openings.add(new StockSetup.Opening("p" + i, "A1", 9));
      ways.add(new Verdict.Explanation(List.of(new Part(i, -1)), 0, 0, -100, 0));
      for (int k = 0; k < i; k++) {
        List<Part> both = List.of(new Part(i, -1), new Part(k, -1));
        ways.add(new Verdict.Explanation(both, 0, 0, -200, 0));
      }
    }
    List<StockSetup.Cell> cells = List.of(new StockSetup.Cell("A1", "A1"));
    Stories many = new Stories(new Layout(new StockSetup(10, cells, bars, places, openings)), 0);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (int i = 0; i < 4; i++) {
      Verdict verdict = new Verdict(ways);
      List<Verdict.Outcome> kept = verdict.outcomes.subList(0, 6);
      Taking taking = new Taking("e" + i, 0, 0, kept.stream().map(StoriesTest::reading).toList());
      long before = threads.getCurrentThreadAllocatedBytes();
      many.book(verdict, 0, taking, kept);
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertTrue(bytes < 32_000_000, "bytes to go on once: " + bytes);
    double left = 0;
    for (int i = 0; i < products; i++) {
      left += many.count(i).mean();
    }
    double taken = 4 * (46 + 2 * 1035) / 1081.0;
    assertEquals(products * 9 - taken, left, 1);
  }
}
