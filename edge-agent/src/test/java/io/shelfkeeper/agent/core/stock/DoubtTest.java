package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may not have happened at all. */
class DoubtTest {
  private static final double GRAMS = 100;

  private final StockEngine engine =
      new StockEngine(
          new StockSetup(
              10,
              List.of(new StockSetup.Cell("A1", "A1"), new StockSetup.Cell("B1", "B1")),
              List.of(
                  new StockSetup.Product("p", GRAMS, 1),
                  new StockSetup.Product("q", GRAMS, 1),
                  new StockSetup.Product("r", 3 * GRAMS, 1)),
              List.of(
                  new StockSetup.Placement("p", "A1", List.of(0), "A1"),
                  new StockSetup.Placement("q", "A1", List.of(0), "A1"),
                  new StockSetup.Placement("r", "B1", List.of(1), "B1")),
              List.of(
                  new StockSetup.Opening("p", "A1", 2),
                  new StockSetup.Opening("q", "A1", 2),
                  new StockSetup.Opening("r", "B1", 5))));

  /** One package has gone from a shelf; with which trust, is the caller's. */
  private void take(int shelf, double grams, double trust) {
    Shelf at = engine.shelves[shelf];
    Change change = at.change();
    change.grams[0] = -grams;
    change.variance[0] = 0.1;
    change.moved = 1;
    change.calmSeconds = 1;
    change.certain();
    change.sum();
    engine.teller.begin(0, moved -> "e" + shelf);
    engine.teller.tell(at, engine.teller.think(at, false), false, trust);
  }

  private double untouched() {
    return engine.teller.memory().of(0).both(0, 2, 1, 2);
  }

  @Test
  void aDoubtAboutOneShelfLeavesTheStoriesOfTheOthersAlone() {
    take(0, GRAMS, 1);
    take(0, GRAMS, 1);
    double before = untouched();
    assertTrue(before < 0.05, "both as at first, after two were taken: " + before);
    take(1, 3 * GRAMS, Shelf.UNMOVED_TRUST);
    assertEquals(before, untouched(), 1e-9);
    assertEquals(4.5, engine.teller.memory().count(2).mean(), 0.1);
  }

  @Test
  void aDoubtAboutAShelfLeavesItsOwnStoriesTogether() {
    take(0, GRAMS, 1);
    take(0, GRAMS, Shelf.UNMOVED_TRUST);
    Stories stories = engine.teller.memory().of(0);
    double left = stories.count(0).mean() + stories.count(1).mean();
    assertEquals(2.5, left, 0.2, "one has gone, or two");
    assertTrue(untouched() < 0.05, "one has gone for sure: " + untouched());
  }

  @Test
  void aHandThatMayOnlyHaveGoneMayHaveTakenNothing() {
    Verdict verdict =
        new Verdict(
            List.of(
                new Verdict.Explanation(List.of(new Part(2, -1)), Math.log(0.7), 0, -300, 0),
                new Verdict.Explanation(
                    List.of(new Part(Layout.NOTHING, 0)), Math.log(0.3), 0, Double.NaN, 0)));
    Change change = engine.shelves[1].change();
    change.grams[0] = -3 * GRAMS;
    change.moved = 1;
    change.sum();
    Memory memory = engine.teller.memory();
    List<Part> told = verdict.best().parts;
    new Books(engine.layout, memory, new boolean[2]).book("e", 1, 0, change, verdict, told);
    assertEquals(5 - 0.7, memory.count(2).mean(), 0.05);
    Taking taking = memory.hands.takings.getLast();
    assertEquals(0.7, taking.out(), 0.01, "packages in hands");
  }

  @Test
  void whatNobodyCanExplainLeavesTheCountsAsTheyWere() {
    Stories stories = engine.teller.memory().of(1);
    Verdict hand =
        new Verdict(
            List.of(
                new Verdict.Explanation(List.of(new Part(Layout.HAND, 0)), 0, 0, Double.NaN, 0)));
    Taking taking = new Taking("e", 1, 0, List.of());
    stories.book(hand, 1, taking, List.of());
    assertEquals(5, stories.count(2).mean(), 0.05);
  }

  @Test
  void moreThanAnybodyThoughtOfIsStillANumber() {
    Stories stories = engine.teller.memory().of(1);
    for (int i = 0; i < 300; i++) {
      Verdict verdict =
          new Verdict(
              List.of(
                  new Verdict.Explanation(List.of(new Part(2, -5)), 0, 0, -1500, 0),
                  new Verdict.Explanation(List.of(new Part(2, -4)), -3, 0, -1200, 0)));
      List<Taking.Reading> readings =
          verdict.outcomes.stream()
              .map(o -> new Taking.Reading(o.parts, List.of(), o.probability))
              .toList();
      stories.book(verdict, 1, new Taking("e", 1, 0, readings), verdict.outcomes);
    }
    double mean = stories.count(2).mean();
    assertTrue(mean >= 0 && mean < 50, "so many left: " + mean);
    double there = stories.taken(1, 2)[0][1];
    assertTrue(there >= 0 && there <= 1, "one can be taken: " + there);
  }

  @Test
  void aVerdictOfNothingIsNotHalfANumber() {
    Verdict verdict = new Verdict(List.of());
    assertEquals(0, verdict.nothing);
    assertEquals(0, verdict.handProbability);
    double never = Double.NEGATIVE_INFINITY;
    Verdict impossible =
        new Verdict(
            IntStream.range(0, 2)
                .mapToObj(
                    i -> new Verdict.Explanation(List.of(new Part(i, -1)), never, never, 0, 0))
                .toList());
    assertEquals(List.of(), impossible.outcomes);
  }
}
