package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StockEngineTest {

  @Test
  void everyLaneCountsWhatIsTakenAndPutBack() {
    long seed = 7;
    Random random = new Random(seed);
    LaneShop shop = new LaneShop(seed, 250, 41, 1100);
    shop.rest(3);
    int[] truth = {10, 10, 10};
    for (int i = 0; i < 60; i++) {
      int lane = random.nextInt(3);
      int n = random.nextInt(10) < 8 ? 1 : 2;
      int delta = truth[lane] < 4 || (random.nextBoolean() && truth[lane] < 10) ? n : -n;
      double grams = 0;
      for (int k = 0; k < n; k++) {
        grams += Math.signum(delta) * shop.packageGrams(lane);
      }
      truth[lane] += delta;
      shop.move(lane, grams);
      Item item = shop.told.getLast().items().getFirst();
      assertEquals(delta, item.delta(), "movement " + i + " of seed " + seed);
      assertEquals("A" + (lane + 1), item.bay());
    }
    assertEquals(60, shop.told.size());
    assertArrayEquals(truth, new int[] {shop.count(0), shop.count(1), shop.count(2)});
  }

  /** The next hand comes in the moment in which the taking before is told. */
  @Test
  void aGroupThatTakesOneAfterTheOtherIsCountedThoughHandsComeTooEarlyToRead() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      LaneShop shop = LaneShop.ofBottles(seed, 540);
      shop.rest(3);
      for (int taken = 0; taken < 9; taken++) {
        shop.press(0, 0.1 * (1 + random.nextInt(5)), 20 + 20 * random.nextDouble());
        shop.load[0] -= shop.packageGrams(0);
        shop.rest(taken % 3 == 2 ? 5 : 0.5 + 0.1 * random.nextInt(3));
      }
      String seen = "seed " + seed + ": " + shop.told;
      assertEquals(1, shop.count(0), seen);
      assertFalse(shop.told.stream().anyMatch(moved -> moved.corrects() != null), seen);
    }
  }

  /** A finger that is too light to be noticed pulls the level that was told with it. */
  @Test
  void aFingerAfterATakingChangesNothingThatWasTold() {
    for (int seed = 0; seed < 60; seed++) {
      LaneShop shop = takenAndTouched(seed, 40);
      String seen = "seed " + seed + ": " + shop.told;
      assertEquals(6, shop.count(0), seen);
      assertEquals(0, strangers(shop), seen);
    }
  }

  @Test
  void aHandThatWasThereWhenATakingWasToldIsNoStrangersThingWhenItGoes() {
    int strangers = 0;
    for (int seed = 0; seed < 60; seed++) {
      LaneShop shop = takenAndTouched(seed, 540);
      assertEquals(6, shop.count(0), "seed " + seed + ": " + shop.told);
      strangers += strangers(shop);
    }
    assertTrue(strangers <= 3, strangers + " hands of 240 were told as goods");
  }

  /** Hands that shook the shelf after an answer say nothing of what is taken a minute later. */
  @Test
  void aShakeAfterAnAnswerIsForgotten() {
    int hasty = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      LaneShop shop = LaneShop.ofBottles(seed, 250);
      Change change = shop.engine.shelves[0].change();
      shop.rest(3);
      double resting = shop.load[0] - shop.packageGrams(0);
      shop.load[0] = resting;
      while (shop.told.isEmpty()) {
        shop.rest(0.1);
      }
      for (int shake = 0; shake < 4; shake++) {
        shop.load[0] = resting + 70 * random.nextGaussian();
        shop.rest(0.1);
        hasty += change.haste != null ? 1 : 0;
      }
      shop.load[0] = resting;
      shop.rest(10);
      assertEquals(1, shop.told.size(), "seed " + seed + ": " + shop.told);
      assertNull(change.haste, "seed " + seed);
    }
    assertTrue(hasty > 0, "no shake was noticed at once");
  }

  private static LaneShop takenAndTouched(int seed, double grams) {
    Random random = new Random(seed);
    LaneShop shop = LaneShop.ofBottles(seed, grams);
    shop.rest(3);
    for (int hand = 0; hand < 8; hand++) {
      shop.press(0, 0.1 * (1 + random.nextInt(5)), 20 + 20 * random.nextDouble());
      shop.load[0] -= hand % 2 == 0 ? shop.packageGrams(0) : 0;
      shop.rest(hand % 4 == 3 ? 5 : 0.3 + 0.1 * random.nextInt(8));
    }
    return shop;
  }

  private static long strangers(LaneShop shop) {
    return shop.told.stream()
        .flatMap(moved -> moved.items().stream())
        .filter(item -> item.sku().equals(Item.UNKNOWN))
        .count();
  }

  @Test
  void aTouchThatMovesNothingSaysNothing() {
    LaneShop shop = new LaneShop(1, 250, 41);
    shop.rest(3);
    for (int i = 0; i < 40; i++) {
      shop.press(i % 2, 0.3 + 0.2 * i, 20 * (i + 1));
      shop.rest(3);
    }
    assertEquals(List.of(), shop.told);
  }

  @Test
  void whereManyTouchAndNobodyTakesASteadyHandIsNotGoods() {
    int told = 0;
    int toldLater = 0;
    for (int seed = 0; seed < 40; seed++) {
      LaneShop shop = new LaneShop(100 + seed, 41);
      shop.rest(3);
      shop.lean(0, 1.5, 41);
      shop.rest(3);
      told += shop.told.isEmpty() ? 0 : 1;
      shop = new LaneShop(100 + seed, 41);
      shop.rest(3);
      for (int i = 0; i < 40; i++) {
        shop.press(0, 0.5, 150);
        shop.rest(2);
      }
      shop.told.clear();
      shop.lean(0, 1.5, 41);
      shop.rest(3);
      toldLater += shop.told.isEmpty() ? 0 : 1;
    }
    assertTrue(toldLater < told, toldLater + " false movements after touches, " + told + " before");
  }

  @Test
  void aCellThatIsReadTwiceASecondStillCounts() {
    LaneShop shop = LaneShop.readTwiceASecond(12, 250);
    shop.rest(20);
    shop.move(0, -250);
    shop.rest(12);
    assertEquals(1, shop.told.size());
    assertEquals(9, shop.count(0));
  }

  @Test
  void theFirstLevelIsNotTakenForZero() {
    LaneShop shop = new LaneShop(2, 250);
    assertFalse(shop.engine.known("A1"));
    assertTrue(Double.isNaN(shop.engine.grams("A1")));
    shop.rest(3);
    assertTrue(shop.engine.known("A1"));
    assertEquals(2900, shop.engine.grams("A1"), 1);
    assertEquals(10, shop.count(0));
  }

  @Test
  void aThingThatIsNoneOfOursIsNotGivenAName() {
    LaneShop shop = new LaneShop(3, 250);
    shop.rest(3);
    shop.move(0, 90);
    shop.move(0, -90);
    assertEquals(Item.UNKNOWN, shop.told.getFirst().items().getFirst().sku());
    assertEquals(Item.UNKNOWN, shop.told.getLast().items().getFirst().sku());
    assertEquals(10, shop.count(0));
  }

  @Test
  void aThingThatWeighsLikeTwoOfOursIsAStrangersIfItIsTakenAgain() {
    LaneShop shop = new LaneShop(3, 250);
    shop.rest(3);
    shop.move(0, 504);
    shop.move(0, -504);
    assertEquals(Item.UNKNOWN, shop.told.getLast().items().getFirst().sku());
  }

  @Test
  void whatHappenedWhileTheAgentWasDeadIsToldAsSuch() {
    LaneShop shop = new LaneShop(4, 250, 41);
    shop.rest(3);
    shop.move(0, -250);
    assertTrue(shop.engine.takeChanged("A1"));
    assertFalse(shop.engine.takeChanged("A1"));
    byte[][] states = shop.states();
    shop.load[0] -= 752;
    shop.load[1] += 1.5;
    shop.restart(states);
    assertEquals(9, shop.count(0));
    shop.rest(3);
    assertEquals(2, shop.told.size());
    StockSink.Moved moved = shop.told.getLast();
    assertEquals(Reason.CHANGED_OFFLINE, moved.reason());
    assertEquals(List.of(new Item("A1", "p0", -3)), moved.items());
    assertTrue(moved.confidence() < 0.9);
    assertEquals(6, shop.count(0));
    assertEquals(10, shop.count(1));
  }

  @Test
  void aRestartInTheMiddleOfAMovementLosesNothing() {
    for (int when = 0; when < 15; when++) {
      LaneShop shop = new LaneShop(5, 250);
      shop.rest(3);
      byte[][] states = shop.states();
      shop.press(0, 0.4, 80);
      shop.load[0] -= 251;
      shop.rest(when / LaneShop.RATE);
      int before = shop.told.size();
      shop.restart(before == 0 ? states : shop.states());
      shop.rest(3);
      assertEquals(1, shop.told.size(), "restart after " + when + " samples");
      assertEquals(9, shop.count(0));
    }
  }

  @Test
  void wordsThatAreNoWeightsAreNotEvents() {
    LaneShop shop = new LaneShop(6, 250);
    Random random = new Random(6);
    shop.rest(3);
    double[] words = {Double.NaN, Double.POSITIVE_INFINITY, 1e9, 5000, -4000, 2650, 2900};
    for (int i = 0; i < 300; i++) {
      shop.rest(0.3 + random.nextDouble());
      shop.nanos += 40_000_000L;
      shop.sample(0, words[random.nextInt(words.length)]);
    }
    assertEquals(List.of(), shop.told);
  }

  @Test
  void aMovementDuringAGapIsFoundAfterIt() {
    LaneShop shop = new LaneShop(8, 250);
    shop.rest(3);
    shop.engine.gap(0, shop.nanos);
    shop.nanos += 20_000_000_000L;
    shop.load[0] -= 249;
    shop.rest(5);
    assertEquals(-1, shop.told.getFirst().items().getFirst().delta());
    assertEquals(9, shop.count(0));
  }

  @Test
  void aCountByAPersonIsBelieved() {
    LaneShop shop = new LaneShop(9, 250);
    shop.rest(3);
    shop.engine.counted("A1", "p0", 4);
    assertEquals(4, shop.count(0));
    assertTrue(shop.engine.takeChanged("A1"));
  }

  @Test
  void aStateOfSomethingElseChangesNothing() {
    LaneShop shop = new LaneShop(10, 250);
    byte[] state = shop.engine.state("A1");
    for (int length = 0; length < state.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(state, length);
      assertThrows(IllegalArgumentException.class, () -> shop.engine.restore("A1", cut));
    }
    assertEquals(10, shop.count(0));
  }

  @Test
  void aSampleAllocatesNothing() {
    LaneShop shop = new LaneShop(11, 250, 41);
    shop.rest(20);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    StockEngine engine = shop.engine;
    long nanos = shop.nanos;
    feed(engine, nanos, 1000, shop);
    long before = threads.getCurrentThreadAllocatedBytes();
    feed(engine, nanos + 1_000_000_000_000L, 20_000, shop);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertTrue(after - before < 20_000, "bytes for 20,000 samples: " + (after - before));
  }

  private static void feed(StockEngine engine, long from, int samples, LaneShop shop) {
    for (int i = 0; i < samples; i++) {
      double grams = 2900 + (i * 7919 % 11 - 5) * 0.1;
      engine.sample(0, from + i * 100_000_000L, grams, StockEngine.STABLE, shop);
    }
  }
}
