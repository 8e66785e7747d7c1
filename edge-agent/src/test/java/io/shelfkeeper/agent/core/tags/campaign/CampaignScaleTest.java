package io.shelfkeeper.agent.core.tags.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import java.lang.ref.Reference;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A large shop on a sale day: 20,000 tags on 80 stations, every other price changes, one exchange
 * in twenty is lost, stations restart, and the process is killed. Times are of this thread's CPU.
 */
class CampaignScaleTest {
  private static final double HOUR = 3_600;
  private static final AirWorld.Secret AIR = new AirWorld.Secret(0.05, 0.05, 900, 1, 60, 12);

  /** What planning and queueing may take in all, and one step: a shared machine is allowed much. */
  private static final double ALL_MILLIS_MAX = 2_000;

  private static final long HEAP_MAX = 64L << 20;
  private static final double OFF_MAX = 0.15;

  @Test
  @Tag("deep")
  void twentyThousandTagsChangeTheirPrices() {
    measure(80, 250, 3);
  }

  @Test
  void aSmallShopDoesTheSame() {
    measure(6, 60, 3);
  }

  private static void measure(int stations, int tagsOfStation, int kills) {
    TagShop.Plan plan = new TagShop.Plan(stations, tagsOfStation, stations * 5, 4, false, 0, AIR);
    TagShop shop = new TagShop(1, plan);
    shop.settle(4);
    double from = 6 * HOUR;
    shop.list(1, shop.at(from - shop.air.now()), CampaignScaleTest::sale);
    double read = shop.allMillis;
    for (double at = 4 * HOUR; shop.facts(Fact.CampaignPlanned.class).isEmpty(); at += 1) {
      shop.runUntil(at);
      assertTrue(at < 4.2 * HOUR, "planned too late");
    }
    double planned = shop.allMillis - read;
    shop.runUntil(from - 1);
    Window told = told(shop.facts(Fact.CampaignPlanned.class).getLast());
    double before = shop.allMillis;
    double longestBefore = shop.longestMillis;
    shop.longestMillis = 0;
    shop.runUntil(from + 30);
    double queued = shop.allMillis - before;
    long heap = heap(shop);
    System.out.printf(
        "%,d tags on %d stations: list read in %.0f ms of CPU, planned in %.0f, queued in %.0f; longest step %.1f and %.1f ms; heap %.1f MB%n",
        plan.tags(),
        stations,
        read,
        planned,
        queued,
        longestBefore,
        shop.longestMillis,
        heap / 1e6);
    Random random = new Random(5);
    double[] doneAt = new double[2];
    int changed = plan.tags() / 2;
    int killed = 0;
    for (double at = from + 60; doneAt[1] == 0; at += 20) {
      shop.runUntil(at);
      if (killed < kills && random.nextInt(20) == 0) {
        killed++;
        shop.kill();
      }
      int right = right(shop);
      if (doneAt[0] == 0 && right >= plan.tags() - changed / 100) {
        doneAt[0] = shop.air.now() - from;
      }
      if (right == plan.tags()) {
        doneAt[1] = shop.air.now() - from;
      }
      assertTrue(at < from + 12 * HOUR, "not all tags end at their newest version");
    }
    System.out.printf(
        "99 %% of the tags: forecast %.1f min, was %.1f; the last: %.1f to %.1f, was %.1f; killed %d times%n",
        told.most() / 60,
        doneAt[0] / 60,
        told.earliest() / 60,
        told.latest() / 60,
        doneAt[1] / 60,
        killed);
    shop.runUntil(shop.air.now() + 2 * HOUR);
    assertEquals(1, shop.facts(Fact.CampaignEnded.class).size());
    assertEquals(changed, shop.facts(Fact.CampaignEnded.class).getFirst().of());
    assertTrue(planned + queued <= ALL_MILLIS_MAX, "planned and queued: ms");
    assertTrue(heap <= HEAP_MAX, "heap in bytes: " + heap);
    if (changed >= 5_000) {
      assertEquals(doneAt[0], told.most(), OFF_MAX * doneAt[0], "the forecast");
    }
  }

  private static int sale(int tag) {
    return tag % 2 == 0 ? 150 : 200;
  }

  /** Tags that show the price and have said so. */
  private static int right(TagShop shop) {
    int right = 0;
    for (int tag = 0; tag < shop.plan.tags(); tag++) {
      right += shop.priceOn(tag) == sale(tag) && shop.tags.sight().isRight(tag) ? 1 : 0;
    }
    return right;
  }

  private static Window told(Fact.CampaignPlanned fact) {
    return new Window(
        (fact.mostMillis() - fact.fromMillis()) / 1e3,
        (fact.earliestMillis() - fact.fromMillis()) / 1e3,
        0,
        (fact.latestMillis() - fact.fromMillis()) / 1e3);
  }

  /** All of this process, the modelled air included. */
  private static long heap(TagShop shop) {
    System.gc();
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    Reference.reachabilityFence(shop);
    return used;
  }
}
