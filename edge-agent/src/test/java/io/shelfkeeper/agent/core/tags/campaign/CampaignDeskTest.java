package io.shelfkeeper.agent.core.tags.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.money.Charge;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.ClockTrust;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CampaignDeskTest {
  private static final AirWorld.Secret AIR = new AirWorld.Secret(0.05, 0.05, 600, 1, 60, 12);
  private static final double HOUR = 3_600;

  /** Hours in which all tags get their first label, and are heard often enough to be known. */
  private static final double SETTLED = 3;

  private static TagShop shop(long seed, int reserveEvery, boolean byFixture, int early) {
    TagShop shop =
        new TagShop(seed, new TagShop.Plan(2, 60, 6, reserveEvery, byFixture, early, AIR));
    shop.settle(SETTLED);
    return shop;
  }

  private static int sale(int tag) {
    return tag % 2 == 0 ? 150 : 200;
  }

  @Test
  void aSaleIsToldBeforehandAndKept() {
    TagShop shop = shop(1, 4, false, 0);
    shop.list(1, shop.at(2 * HOUR), CampaignDeskTest::sale);
    shop.runUntil((SETTLED + 0.1) * HOUR);
    Fact.CampaignPlanned planned = shop.facts(Fact.CampaignPlanned.class).getFirst();
    assertEquals(1, planned.version());
    assertEquals("time", planned.waits());
    assertEquals(TagShop.WALL_START + 5 * 3_600_000, planned.fromMillis());
    assertEquals(new Fact.CampaignPlanned.Tags(30, 30, 0), planned.tags());
    assertEquals(2, planned.stations().size());
    shop.runUntil(8 * HOUR);
    Fact.CampaignEnded ended = shop.facts(Fact.CampaignEnded.class).getFirst();
    assertEquals(new Fact.CampaignEnded(1, "confirmed", 60, 60, List.of(), 0), ended);
    for (int tag = 0; tag < shop.plan.tags(); tag++) {
      assertEquals(sale(tag), shop.priceOn(tag));
    }
    List<Fact.CampaignProgress> progress = shop.facts(Fact.CampaignProgress.class);
    assertEquals(60, progress.getLast().confirmed());
    for (int i = 1; i < progress.size(); i++) {
      assertTrue(progress.get(i).confirmed() >= progress.get(i - 1).confirmed());
    }
    assertTrue(progress.size() < 70, "told too often: " + progress.size());
    assertEquals(90, shop.jobs, "30 in reserve, 60 to draw, and none of them twice");
  }

  @Test
  void aPictureInReserveIsNotSeenBeforeItsTime() {
    TagShop shop = shop(2, 2, false, 0);
    shop.list(1, shop.at(2 * HOUR), CampaignDeskTest::sale);
    shop.runUntil(5 * HOUR - 1);
    assertEquals(60, shop.jobs, "given ahead");
    long kept =
        IntStream.range(0, 120).filter(tag -> shop.tags.sight().reserved(tag) != null).count();
    assertTrue(kept >= 58, "in reserve: " + kept);
    IntStream.range(0, 120).forEach(tag -> assertEquals(200, shop.priceOn(tag)));
  }

  @Test
  void pricesThatFallMayBeSeenEarlyAndPricesThatRiseNever() {
    TagShop shop = shop(3, 0, false, 50);
    shop.list(1, shop.at(2 * HOUR), tag -> tag % 3 == 0 ? 150 : tag % 3 == 1 ? 250 : 200);
    shop.runUntil(5 * HOUR - 1);
    long early = IntStream.range(0, 120).filter(tag -> shop.priceOn(tag) == 150).count();
    assertTrue(early > 5, "seen early: " + early);
    IntStream.range(0, 120).forEach(tag -> assertTrue(shop.priceOn(tag) <= 200));
    shop.runUntil(8 * HOUR);
    assertEquals(80, shop.facts(Fact.CampaignEnded.class).getFirst().confirmed());
    assertEquals(80, shop.jobs, "none twice, and none back");
  }

  @Test
  void noFixtureBeginsBeforeTheOneBeforeItIsWhole() {
    TagShop shop = shop(4, 4, true, 0);
    shop.list(1, shop.at(1 * HOUR), tag -> 150);
    for (double at = 4 * HOUR; shop.facts(Fact.CampaignEnded.class).isEmpty(); at += 5) {
      shop.runUntil(at);
      int begun = 0;
      for (int station = 0; station < 2; station++) {
        int half = -1;
        for (int tag = station * 60; tag < (station + 1) * 60; tag++) {
          int fixture = shop.plan.fixtureOf(tag);
          if (shop.priceOn(tag) != 150) {
            half = half < 0 ? fixture : half;
          } else {
            begun++;
            assertTrue(
                half < 0 || fixture == half, "fixture %d before %d".formatted(fixture, half));
          }
        }
      }
      assertTrue(begun < 120 || shop.air.now() > 4 * HOUR);
      assertTrue(at < 40 * HOUR, "never ends");
    }
    assertEquals(120, shop.facts(Fact.CampaignEnded.class).getFirst().confirmed());
  }

  /** Nobody can tell which of the two prices of a fixture holds for what stands between them. */
  @Test
  void inAFixtureWithBothPricesTheLowerOneIsCharged() {
    TagShop shop = shop(4, 0, true, 0);
    shop.list(1, "now", tag -> 150);
    shop.runUntil(SETTLED * HOUR + 60);
    assertEquals(200, shop.priceOn(25), "its fixture has not begun");
    assertEquals(new Charge(150, "EUR", 1, Charge.Basis.LOWER), shop.charging.of("b25", "p25"));
    shop.runUntil(12 * HOUR);
    assertEquals(new Charge(150, "EUR", 1, Charge.Basis.CONFIRMED), shop.charging.of("b25", "p25"));
  }

  @Test
  void statusSaysHowFarItIs() {
    TagShop shop = shop(1, 0, false, 0);
    assertNull(shop.campaigns.status());
    shop.list(1, shop.at(1 * HOUR), CampaignDeskTest::sale);
    shop.runUntil((SETTLED + 0.5) * HOUR);
    Status.Campaign planned = Objects.requireNonNull(shop.campaigns.status());
    assertEquals("planned", planned.phase());
    assertEquals(60, planned.of());
    assertEquals(0, planned.confirmed());
    assertTrue(planned.mostMillis() > planned.fromMillis());
    shop.runUntil((SETTLED + 1.1) * HOUR);
    Status.Campaign running = Objects.requireNonNull(shop.campaigns.status());
    assertEquals("running", running.phase());
    assertTrue(running.confirmed() > 0 && running.confirmed() < 60, running::toString);
    shop.runUntil((SETTLED + 3) * HOUR);
    Status.Campaign ended = Objects.requireNonNull(shop.campaigns.status());
    assertEquals("ended", ended.phase());
    assertEquals(60, ended.confirmed());
  }

  @Test
  void aFixtureThatIsNeverWholeIsNamedAndTheNextOneBegins() {
    TagShop shop = shop(5, 0, true, 0);
    shop.air.takeAway(3);
    shop.air.takeAway(70);
    shop.list(1, shop.at(1 * HOUR), tag -> 150);
    shop.runUntil(4.2 * HOUR);
    assertTrue(shop.campaigns.isChanging("b3"), "charged is the lower price");
    shop.runUntil(20 * HOUR);
    Fact.CampaignEnded ended = shop.facts(Fact.CampaignEnded.class).getFirst();
    assertEquals("waited", ended.why());
    assertEquals(118, ended.confirmed());
    assertEquals(
        List.of(
            new Fact.CampaignEnded.Place("F0", List.of("b3")),
            new Fact.CampaignEnded.Place("F3", List.of("b70"))),
        ended.laggards());
    assertFalse(shop.campaigns.isChanging("b3"));
  }

  @Test
  void laggardsAreNamedByPlaceAndTheCampaignEnds() {
    TagShop shop = shop(6, 0, false, 0);
    shop.air.takeAway(7);
    shop.list(1, "now", tag -> 150);
    shop.runUntil(12 * HOUR);
    Fact.CampaignEnded ended = shop.facts(Fact.CampaignEnded.class).getFirst();
    assertEquals(
        new Fact.CampaignEnded(
            1, "waited", 119, 120, List.of(new Fact.CampaignEnded.Place("F0", List.of("b7"))), 0),
        ended);
    List<Fact.CampaignPlanned> planned = shop.facts(Fact.CampaignPlanned.class);
    assertEquals("", planned.getFirst().waits());
    assertTrue(planned.size() <= 10, "told too often: " + planned.size());
    double took =
        shop.told.stream()
                .filter(told -> told.fact().equals(ended))
                .findFirst()
                .orElseThrow()
                .seconds()
            - SETTLED * HOUR;
    assertTrue(took < 1.5 * HOUR, "waited for one silent tag for seconds: " + took);
  }

  @Test
  void aTagThatBeginsAnewAfterItsEarlyLabelGetsOneAtOnce() {
    TagShop shop = shop(3, 0, false, 50);
    shop.list(1, shop.at(2 * HOUR), tag -> 150);
    shop.runUntil(5 * HOUR - 60);
    int early =
        IntStream.range(0, 120).filter(tag -> shop.priceOn(tag) == 150).findFirst().orElse(-1);
    assertFalse(shop.tags.sight().hasJob(early));
    shop.beginsAnew(early);
    shop.runUntil(5 * HOUR - 50);
    assertTrue(shop.tags.sight().hasJob(early));
  }

  @Test
  void afterANightWithoutPowerTagsAreWaitedForAnew() {
    TagShop shop = shop(1, 0, false, 0);
    shop.list(1, "now", tag -> 150);
    shop.runUntil((SETTLED + 0.1) * HOUR);
    shop.wallOffMillis = 10 * 3_600_000;
    shop.kill();
    shop.runUntil(12 * HOUR);
    Fact.CampaignEnded ended = shop.facts(Fact.CampaignEnded.class).getFirst();
    assertEquals(new Fact.CampaignEnded(1, "confirmed", 120, 120, List.of(), 0), ended);
    assertNoneIsToldAsPast(shop);
  }

  @Test
  void aListThatBeginsLateIsToldFromWhenItBegan() {
    TagShop shop = shop(9, 0, false, 0);
    shop.clock = ClockTrust.LOWER_BOUND;
    shop.list(1, shop.at(1 * HOUR), tag -> 150);
    shop.runUntil(9 * HOUR);
    shop.told.clear();
    shop.clock = ClockTrust.TRUSTED;
    shop.runUntil(12 * HOUR);
    Fact.CampaignPlanned planned = shop.facts(Fact.CampaignPlanned.class).getFirst();
    assertEquals("", planned.waits());
    assertEquals(TagShop.WALL_START + 9 * 3_600_000, planned.fromMillis(), 2_000);
    assertNoneIsToldAsPast(shop);
  }

  private static void assertNoneIsToldAsPast(TagShop shop) {
    for (TagShop.Told told : shop.told) {
      if (told.fact() instanceof Fact.CampaignPlanned planned) {
        assertTrue(planned.latestMillis() >= told.wallMillis(), told::toString);
      }
    }
  }

  /** A start has not counted yet which tags show the list when the next one comes. */
  @Test
  void whatReplacesAListRightAfterAStartClaimsNoMoreThanWasConfirmed() {
    TagShop shop = new TagShop(7, new TagShop.Plan(2, 210, 6, 0, false, 0, AIR));
    shop.settle(SETTLED);
    shop.list(1, "now", tag -> 150);
    shop.runUntil((SETTLED + 0.05) * HOUR);
    int confirmed = Objects.requireNonNull(shop.campaigns.status()).confirmed();
    assertTrue(confirmed > 0 && confirmed < 420, "confirmed: " + confirmed);
    shop.kill();
    shop.list(2, "now", tag -> 140);
    shop.runUntil((SETTLED + 0.06) * HOUR);
    assertEquals(
        new Fact.CampaignEnded(1, "replaced", confirmed, 420, List.of(), 0),
        shop.facts(Fact.CampaignEnded.class).getFirst());
    assertEquals(
        new Fact.CampaignProgress(1, confirmed, 420),
        shop.facts(Fact.CampaignProgress.class).stream()
            .filter(progress -> progress.version() == 1)
            .toList()
            .getLast());
  }

  @Test
  void whatReplacesAListEndsItsCampaign() {
    TagShop shop = shop(7, 0, false, 0);
    shop.list(1, "now", tag -> 150);
    shop.runUntil((SETTLED + 0.05) * HOUR);
    shop.list(2, "now", tag -> 140);
    shop.runUntil(9 * HOUR);
    List<Fact.CampaignEnded> ended = shop.facts(Fact.CampaignEnded.class);
    assertEquals(
        List.of("replaced", "confirmed"), ended.stream().map(Fact.CampaignEnded::why).toList());
    IntStream.range(0, 120).forEach(tag -> assertEquals(140, shop.priceOn(tag)));
  }

  @Test
  void aListThatChangesNoTagIsNoCampaign() {
    TagShop shop = shop(8, 4, false, 0);
    shop.list(1, shop.at(1 * HOUR), tag -> 200);
    shop.runUntil(6 * HOUR);
    assertEquals(0, shop.jobs);
    assertEquals(List.of(), shop.facts(Fact.CampaignPlanned.class));
    assertEquals(List.of(), shop.facts(Fact.CampaignEnded.class));
  }

  @Test
  void withoutAClockItIsPlannedAndWaits() {
    TagShop shop = shop(9, 4, false, 50);
    shop.clock = ClockTrust.LOWER_BOUND;
    shop.list(1, shop.at(1 * HOUR), tag -> 150);
    shop.runUntil(9 * HOUR);
    assertEquals("clock", shop.facts(Fact.CampaignPlanned.class).getFirst().waits());
    IntStream.range(0, 120).forEach(tag -> assertEquals(200, shop.priceOn(tag)));
    shop.list(2, "now", tag -> 150);
    shop.runUntil(12 * HOUR);
    assertEquals(2, shop.facts(Fact.CampaignEnded.class).getFirst().version());
    IntStream.range(0, 120).forEach(tag -> assertEquals(150, shop.priceOn(tag)));
  }

  @Test
  void aTimedSwitchHappensExactlyOnce() {
    switchOnce(0, 4);
  }

  @Test
  @Tag("deep")
  void aTimedSwitchHappensExactlyOnceInManyWorlds() {
    switchOnce(4, 40);
  }

  /** The clock jumps over the time and back, is lost and found, and the process is killed. */
  private static void switchOnce(int from, int to) {
    for (int seed = from; seed < to; seed++) {
      Random random = new Random(seed);
      TagShop shop = shop(seed, 3, seed % 2 == 0, seed % 3 == 0 ? 50 : 0);
      assertTrue(IntStream.range(0, 120).allMatch(tag -> shop.priceOn(tag) == 200), "seed " + seed);
      shop.list(1, shop.at(1 * HOUR), tag -> 250);
      boolean was = false;
      for (double at = SETTLED * HOUR; at < 14 * HOUR; at += 300) {
        shop.runUntil(at);
        if (at < 8 * HOUR) {
          switch (random.nextInt(8)) {
            case 0 -> shop.wallOffMillis += (random.nextInt(4 * 3_600) - 2 * 3_600) * 1_000L;
            case 1 -> shop.clock = ClockTrust.UNKNOWN;
            case 2 -> shop.clock = ClockTrust.TRUSTED;
            case 3 -> shop.kill();
            default -> {}
          }
        } else {
          shop.wallOffMillis = 0;
          shop.clock = ClockTrust.TRUSTED;
        }
        boolean active = shop.prices.version() == 1;
        assertTrue(active || !was, "seed " + seed + ": back again");
        was = active;
        for (int tag = 0; tag < 120 && !active; tag++) {
          assertEquals(200, shop.priceOn(tag), "seed " + seed + ": before its time");
        }
      }
      assertEquals(1, shop.facts(Fact.PricesActive.class).size(), "seed " + seed);
      assertEquals(1, shop.facts(Fact.CampaignEnded.class).size(), "seed " + seed);
      for (int tag = 0; tag < 120; tag++) {
        assertEquals(250, shop.priceOn(tag), "seed " + seed);
      }
    }
  }
}
