package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LessonsTest {

  private static LaneShop tenSold(double shown) {
    LaneShop shop = new LaneShop(4, 250);
    shop.rest(3);
    for (int i = 0; i < 9; i++) {
      shop.move(0, -shown * shop.packageGrams(0));
    }
    return shop;
  }

  private static int packages(StockEngine engine) {
    return engine.catalogue().weights().stream().mapToInt(ProductWeight::packages).sum();
  }

  /** The last one waits until nobody thinks it over any more. */
  @Test
  void singlePackagesTeachOnceEach() {
    assertEquals(8, packages(tenSold(1).engine));
  }

  @Test
  void aCellInDoubtTeachesNothing() {
    assertEquals(0, packages(tenSold(0.5).engine));
  }

  @Test
  void whatComesBackAndLeavesAgainTeachesNothingNew() {
    LaneShop shop = new LaneShop(5, 250);
    shop.rest(3);
    double grams = shop.packageGrams(0);
    for (int i = 0; i < 12; i++) {
      shop.move(0, i % 2 == 0 ? -grams : grams);
    }
    int packages = packages(shop.engine);
    assertTrue(packages <= 2, packages + " packages of one");
  }

  private static Catalogue heavierSold() {
    LaneShop shop = new LaneShop(7, 250);
    shop.rest(3);
    shop.load[0] += 5_000;
    shop.rest(4);
    for (int i = 0; i < 24; i++) {
      shop.move(0, -1.012 * shop.packageGrams(0));
    }
    return shop.engine.catalogue();
  }

  @Test
  void whatIsForgottenIsNotToldAsLearnedAfterwards() {
    assertFalse(heavierSold().takeNews().isEmpty(), "it had been learned");
    Catalogue catalogue = heavierSold();
    catalogue.forget("p0");
    assertEquals(List.of(), catalogue.takeNews());
  }

  @Test
  void goodsWithANeighbourAreNotDrivenApart() {
    StockEngine engine =
        new StockEngine(
            new StockSetup(
                10,
                List.of(new StockSetup.Cell("c", "S")),
                List.of(
                    new StockSetup.Product("tea", 100, 1), new StockSetup.Product("mate", 104, 1)),
                List.of(
                    new StockSetup.Placement("tea", "S", List.of(0), "A"),
                    new StockSetup.Placement("mate", "S", List.of(0), "A")),
                List.of(
                    new StockSetup.Opening("tea", "A", 12),
                    new StockSetup.Opening("mate", "A", 12))));
    Random random = new Random(6);
    double load = 3_000;
    long nanos = 1_000_000_000L;
    int told = 0;
    int[] sure = {0};
    StockSink sink =
        moved -> {
          sure[0] += moved.confidence() >= 0.99 ? 1 : 0;
          return "e";
        };
    for (int i = 0; i < 21; i++) {
      for (int k = 0; k < 40; k++) {
        nanos += 100_000_000L;
        engine.sample(0, nanos, load + 0.3 * random.nextGaussian(), StockEngine.STABLE, sink);
      }
      load -= (i % 2 == 0 ? 100 : 104) + random.nextGaussian();
      told++;
    }
    assertTrue(sure[0] > 3, sure[0] + " of " + told + " are sure, and still not learned from");
    assertEquals(0, packages(engine));
  }
}
