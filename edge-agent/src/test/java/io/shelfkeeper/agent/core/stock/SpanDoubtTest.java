package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanDoubtTest {
  private static final int SEEDS = 12;

  /** One and two packages in turn; on a cell that shows half, two look like one. */
  private static double confidenceInTheLast(LaneShop shop, double shown) {
    shop.rest(3);
    int[] packages = {1, 2, 1, 2};
    for (int n : packages) {
      double grams = 0;
      for (int k = 0; k < n; k++) {
        grams -= shop.packageGrams(0);
      }
      shop.move(0, shown * grams);
    }
    assertEquals(packages.length, shop.told.size());
    return shop.told.getLast().confidence();
  }

  @Test
  void aCellThatShowsHalfOfEveryGramIsNotBelieved() {
    for (int seed = 0; seed < SEEDS; seed++) {
      double confidence = confidenceInTheLast(new LaneShop(seed, 250), 0.5);
      assertTrue(confidence < 0.99, "seed " + seed + ": " + confidence);
    }
  }

  @Test
  void aGoodCellIsBelieved() {
    int sure = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      sure += confidenceInTheLast(new LaneShop(seed, 250), 1) >= 0.99 ? 1 : 0;
    }
    assertTrue(sure > 0.8 * SEEDS, sure + " of " + SEEDS);
  }

  @Test
  void whatIsPutOnSuchACellSpeaksAgainstItToo() {
    for (int seed = 0; seed < SEEDS; seed++) {
      LaneShop shop = new LaneShop(seed, 250);
      shop.rest(3);
      shop.move(0, 0.5 * shop.packageGrams(0));
      shop.move(0, -0.5 * (shop.packageGrams(0) + shop.packageGrams(0)));
      double confidence = shop.told.getLast().confidence();
      assertTrue(confidence < 0.99, "seed " + seed + ": " + confidence);
    }
  }

  @Test
  void aDoubtOutlivesARestart() {
    for (int seed = 0; seed < SEEDS; seed++) {
      LaneShop shop = new LaneShop(seed, 250);
      shop.rest(3);
      shop.move(0, -0.5 * shop.packageGrams(0));
      shop.move(0, -0.5 * shop.packageGrams(0));
      shop.restart(shop.states());
      shop.rest(3);
      shop.move(0, -0.5 * (shop.packageGrams(0) + shop.packageGrams(0)));
      double confidence = shop.told.getLast().confidence();
      assertTrue(confidence < 0.99, "seed " + seed + ": " + confidence);
    }
  }

  @Test
  void aCalibrationEndsTheDoubt() {
    for (int seed = 0; seed < SEEDS; seed++) {
      LaneShop shop = new LaneShop(seed, 250);
      confidenceInTheLast(shop, 0.5);
      assertTrue(shop.engine.trust(0) < 0.99, "seed " + seed + ": " + shop.engine.trust(0));
      shop.engine.takeChanged("A1");
      shop.engine.calibrated(0);
      assertTrue(shop.engine.takeChanged("A1"), "it has to be written down");
      shop.restart(shop.states());
      assertTrue(shop.engine.trust(0) > 0.99, "seed " + seed + ": " + shop.engine.trust(0));
    }
  }

  private static StockEngine twoCells(String first, String second) {
    return new StockEngine(
        new StockSetup(
            10,
            List.of(new StockSetup.Cell(first, "shelf"), new StockSetup.Cell(second, "shelf")),
            List.of(new StockSetup.Product("tea", 100, 1)),
            List.of(new StockSetup.Placement("tea", "shelf", List.of(0, 1), "A1")),
            List.of()));
  }

  @Test
  void aDoubtAndALevelGoWithTheirCellWhenTheSiteFileNamesItElsewhere() {
    StockEngine engine = twoCells("c1", "c2");
    double[] half = {-9, 0, -9, -9, -9, -9, -9};
    for (int i = 0; i < 3; i++) {
      engine.teller.doubts(0)[1].saw(half);
    }
    for (int i = 0; i < 40; i++) {
      engine.sample(0, i * 100_000_000L, 500, StockEngine.STABLE, moved -> "");
      engine.sample(1, i * 100_000_000L, 900, StockEngine.STABLE, moved -> "");
    }
    byte[] state = engine.state("shelf");
    StockEngine swapped = twoCells("c2", "c1");
    swapped.restore("shelf", state);
    assertTrue(swapped.trust(0) < 0.5, "c2 " + swapped.trust(0));
    assertTrue(swapped.trust(1) > 0.99, "c1 " + swapped.trust(1));
    List<StockSink.Moved> told = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      swapped.sample(0, i * 100_000_000L, 900, StockEngine.STABLE, moved -> told(told, moved));
      swapped.sample(1, i * 100_000_000L, 500, StockEngine.STABLE, moved -> told(told, moved));
    }
    assertEquals(List.of(), told);
    StockEngine moved = twoCells("c2", "c3");
    moved.restore("shelf", state);
    for (int i = 0; i < 40; i++) {
      moved.sample(0, i * 100_000_000L, 900, StockEngine.STABLE, one -> told(told, one));
      moved.sample(1, i * 100_000_000L, 700, StockEngine.STABLE, one -> told(told, one));
    }
    assertEquals(List.of(), told, "nobody knows what was on c3 before");
    StockEngine another = twoCells("c1", "c3");
    another.restore("shelf", state);
    assertTrue(another.trust(1) > 0.99, "nobody doubts a new cell: " + another.trust(1));
  }

  private static String told(List<StockSink.Moved> told, StockSink.Moved moved) {
    told.add(moved);
    return "";
  }

  @Test
  void oneStrangeThingIsForgivenAfterTwoMovements() {
    SpanDoubt doubt = new SpanDoubt();
    double[] fits = {0, -6, -20, -20, -20, -20, -20};
    double[] strange = {-12, -3, -12, -12, -12, -12, -12};
    for (int i = 0; i < 10; i++) {
      doubt.saw(fits);
    }
    double before = doubt.trust();
    doubt.saw(strange);
    doubt.saw(fits);
    doubt.saw(fits);
    assertTrue(before > 0.9999 && doubt.trust() > 0.999, before + ", " + doubt.trust());
    doubt.saw(strange);
    doubt.saw(strange);
    doubt.saw(strange);
    assertTrue(doubt.trust() < 0.9, "trust " + doubt.trust());
  }

  @Test
  void whatFitsNothingOfOursIsNeverCertain() {
    LaneShop shop = new LaneShop(3, 250);
    shop.rest(3);
    for (int i = 0; i < 6; i++) {
      shop.move(0, i % 2 == 0 ? 90 : -90);
      assertTrue(shop.told.getLast().confidence() < 0.99);
    }
  }
}
