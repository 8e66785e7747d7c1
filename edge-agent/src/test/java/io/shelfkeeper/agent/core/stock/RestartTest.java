package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A process that dies finds again what is true, whatever hands do around its death. */
class RestartTest {
  private static final double GRAMS = 90;

  private static LaneShop shop(long seed, double... grams) {
    LaneShop shop = new LaneShop(seed, grams);
    shop.stores = true;
    shop.rest(3);
    return shop;
  }

  /** Everything that was told, with its corrections, adds up to this; nothing is unexplained. */
  private static void assertTold(int delta, LaneShop shop, int lane, String when) {
    assertEquals(List.of(), strangers(shop), () -> when + "\n" + tale(shop));
    assertEquals(10 + delta, shop.count(lane), () -> when + ", lane " + lane + "\n" + tale(shop));
  }

  private static String tale(LaneShop shop) {
    return shop.told.stream()
        .map(
            moved ->
                moved.nanos() / 100_000_000
                    + " "
                    + moved.reason()
                    + " "
                    + moved.items()
                    + " "
                    + moved.grams())
        .collect(Collectors.joining("\n"));
  }

  private static List<Item> strangers(LaneShop shop) {
    return shop.told.stream()
        .flatMap(moved -> moved.items().stream())
        .filter(item -> item.sku().equals(Item.UNKNOWN))
        .toList();
  }

  private static void grab(LaneShop shop, int lane, int packages) {
    for (int k = 0; k < Math.abs(packages); k++) {
      shop.load[lane] += Math.signum(packages) * shop.packageGrams(lane);
    }
  }

  @Test
  void whatIsPutWhileTheAgentIsDeadIsToldAsItsNet() {
    LaneShop shop = shop(1, GRAMS);
    shop.move(0, -GRAMS);
    grab(shop, 0, 3);
    shop.dead(4);
    grab(shop, 0, -1);
    shop.dead(4);
    shop.crash();
    shop.rest(4);
    assertEquals(2, shop.told.size());
    assertEquals(Reason.CHANGED_OFFLINE, shop.told.getLast().reason());
    assertEquals(List.of(new Item("A1", "p0", 2)), shop.told.getLast().items());
    assertTold(1, shop, 0, "after the restart");
  }

  @Test
  void aHandInTheFirstSecondsAfterARestartIsNeitherLostNorAStranger() {
    for (int packages : new int[] {-2, -1, 1, 2}) {
      for (int tenths = 0; tenths <= 30; tenths++) {
        LaneShop shop = shop(100 + tenths, GRAMS);
        shop.dead(1);
        shop.crash();
        shop.rest(tenths / 10.0);
        shop.press(0, 0.1 * (tenths % 6), 70);
        grab(shop, 0, packages);
        shop.rest(5);
        assertEquals(1, shop.told.size(), packages + " after " + tenths + " tenths\n" + tale(shop));
        assertTold(packages, shop, 0, packages + " after " + tenths + " tenths");
      }
    }
  }

  @Test
  void aHandBeforeAndAHandAfterTheRestartAddUp() {
    for (int tenths = 0; tenths <= 30; tenths++) {
      LaneShop shop = shop(200 + tenths, GRAMS);
      grab(shop, 0, 2);
      shop.dead(2);
      shop.crash();
      shop.rest(tenths / 10.0);
      grab(shop, 0, -1);
      shop.rest(5);
      assertTold(1, shop, 0, "after " + tenths + " tenths");
    }
  }

  @Test
  void aDeathBetweenAMovementAndItsConclusionLosesNothing() {
    for (int packages : new int[] {-2, -1, 1, 2}) {
      for (int tenths = 0; tenths <= 15; tenths++) {
        LaneShop shop = shop(300 + tenths, GRAMS);
        shop.press(0, 0.4, 80);
        grab(shop, 0, packages);
        shop.rest(tenths / 10.0);
        shop.crash();
        shop.rest(5);
        assertEquals(1, shop.told.size(), packages + " and dead after " + tenths + " tenths");
        assertTold(packages, shop, 0, packages + " and dead after " + tenths + " tenths");
      }
    }
  }

  @Test
  void anArmThatRestsOnTheShelfWhileTheAgentStartsIsNotGoods() {
    for (int tenths = 10; tenths <= 40; tenths += 2) {
      LaneShop shop = shop(400 + tenths, GRAMS);
      // Long enough to know how still the shelf is, and a movement with which that is stored.
      shop.rest(12);
      shop.move(0, -GRAMS);
      shop.crash();
      shop.lean(0, tenths / 10.0, 340);
      shop.rest(5);
      assertEquals(1, shop.told.size(), "an arm for " + tenths + " tenths\n" + tale(shop));
    }
  }

  @Test
  void aShelfThatNeverRestsIsKnownInTheEnd() {
    LaneShop shop = shop(9, GRAMS);
    shop.rest(12);
    shop.move(0, -GRAMS);
    shop.crash();
    shop.lean(0, 30, 340);
    assertTrue(shop.engine.known("A1"));
  }

  @Test
  void aRestartDuringARestartChangesNothing() {
    for (int tenths = 0; tenths <= 20; tenths++) {
      LaneShop shop = shop(500 + tenths, GRAMS);
      grab(shop, 0, 2);
      shop.dead(1);
      shop.crash();
      shop.rest(tenths / 10.0);
      shop.crash();
      shop.rest(4);
      assertEquals(1, shop.told.size(), "again after " + tenths + " tenths");
      assertTold(2, shop, 0, "again after " + tenths + " tenths");
    }
  }

  @Test
  void manyDeathsAmongManyHandsLeaveTheCountsTrue() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      LaneShop shop = shop(seed, 41, GRAMS, 250, 1100);
      int[] truth = {10, 10, 10, 10};
      for (int death = 0; death < 12; death++) {
        hands(shop, random, truth);
        shop.rest(2.5 * random.nextDouble());
        hands(shop, random, truth);
        shop.dead(3 * random.nextDouble());
        shop.crash();
        shop.rest(2.5 * random.nextDouble());
        hands(shop, random, truth);
        shop.rest(6);
        for (int lane = 0; lane < truth.length; lane++) {
          assertTold(truth[lane] - 10, shop, lane, "death " + death + " of seed " + seed);
        }
      }
      assertTrue(shop.told.size() >= 12, "seed " + seed);
    }
  }

  static void hands(LaneShop shop, Random random, int[] truth) {
    int lane = random.nextInt(truth.length);
    int packages = 1 + random.nextInt(2);
    int delta = truth[lane] > 3 && random.nextInt(5) < 3 ? -packages : packages;
    shop.press(lane, 0.6 * random.nextDouble(), 20 + 100 * random.nextDouble());
    grab(shop, lane, delta);
    truth[lane] += delta;
  }
}
