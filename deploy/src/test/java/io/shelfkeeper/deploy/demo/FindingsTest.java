package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.labels.Glass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Verdict GOODS = new Verdict(3, 3, 0, 0, List.of(), List.of());
  private static final OrderVerdict ORDERS = new OrderVerdict(5, 2, 3, List.of());

  private static final List<SiteFile.Tag> TWO_TAGS = List.of(tag("T1", "water"), tag("T2", "cola"));
  private static final Map<String, Integer> IN_FORCE = Map.of("water", 89, "cola", 129);
  private static final TagVerdict TAGS =
      TagVerdict.of(TWO_TAGS, "T1", Map.of("T1", 66, "T2", 129), IN_FORCE);

  private static SiteFile.Tag tag(String id, String sku) {
    return new SiteFile.Tag(id, "radio", "33", new Glass(384, 168, 3), "bay of " + id, sku, false);
  }

  private static final PriceVerdict PRICES = PriceVerdict.of(2, List.of(7L, 8L));

  private static final LampVerdict LAMPS = new LampVerdict(1, List.of());
  private static final AirVerdict AIR = new AirVerdict("air", 4.5, true);

  @Test
  void theLastLineHasGoodsAndOrders() {
    assertEquals(
        "demo: movements=3 acknowledged=3 lost=0 duplicated=0 stock=equal"
            + " orders=5 refused=2 pulses=3 lit=1 prices=2 confirmed=1 mismatched=1 temperature=4.5",
        Findings.of(GOODS, ORDERS, PRICES, TAGS, LAMPS, AIR, List.of(), List.of()).line());
  }

  @Test
  void aForcedDoorNeedsItsAlarm() {
    assertTrue(
        Findings.of(GOODS, ORDERS, PRICES, TAGS, LAMPS, AIR, List.of("C3"), List.of("C1", "C3"))
            .good());
    assertFalse(
        Findings.of(GOODS, ORDERS, PRICES, TAGS, LAMPS, AIR, List.of("C3"), List.of("C1")).good());
    assertFalse(
        Findings.of(GOODS, ORDERS, PRICES, TAGS, LAMPS, AIR, List.of("C3", "C3"), List.of("C3"))
            .good());
  }

  @Test
  void everyPriceListComesIntoForceAndNoneComesBack() {
    assertTrue(PRICES.good());
    assertEquals(
        List.of("2 price lists were sent, and 1 came into force"),
        PriceVerdict.of(2, List.of(7L)).differences());
    PriceVerdict back = PriceVerdict.of(2, List.of(8L, 7L));
    assertFalse(Findings.of(GOODS, ORDERS, back, TAGS, LAMPS, AIR, List.of(), List.of()).good());
  }

  @Test
  void everyTagInReachShowsThePriceInForce() {
    assertTrue(TAGS.good());
    TagVerdict late = TagVerdict.of(TWO_TAGS, "T1", Map.of("T1", 66, "T2", 96), IN_FORCE);
    assertEquals(
        List.of("the tag of bay of T2 is known to show 96, and the price is 129"),
        late.differences());
    assertFalse(Findings.of(GOODS, ORDERS, PRICES, late, LAMPS, AIR, List.of(), List.of()).good());
    assertFalse(TagVerdict.of(TWO_TAGS, "T1", Map.of("T1", 66), IN_FORCE).good());
    assertFalse(
        TagVerdict.of(TWO_TAGS, "T1", Map.of("T1", 89, "T2", 129), IN_FORCE).good(),
        "who was away cannot know");
  }

  @Test
  void neitherALampNorTheAirMayDiffer() {
    LampVerdict dark = new LampVerdict(0, List.of("a dark lamp"));
    AirVerdict untold = new AirVerdict("air", 4.5, false);
    Findings bad = Findings.of(GOODS, ORDERS, PRICES, TAGS, dark, untold, List.of(), List.of());
    assertFalse(bad.good());
    assertFalse(Findings.of(GOODS, ORDERS, PRICES, TAGS, dark, AIR, List.of(), List.of()).good());
    assertFalse(
        Findings.of(GOODS, ORDERS, PRICES, TAGS, LAMPS, untold, List.of(), List.of()).good());
    assertEquals(
        List.of("a dark lamp", "it is 4.5 C at air, and nobody was told"), bad.differences());
    assertTrue(bad.line().endsWith("temperature=unknown"), bad::line);
  }

  @Test
  void neitherGoodsNorOrdersMayDiffer() {
    OrderVerdict bad = new OrderVerdict(1, 0, 2, List.of("a pulse too many"));
    Verdict lost = new Verdict(3, 2, 1, 0, List.of(), List.of());
    assertFalse(Findings.of(GOODS, bad, PRICES, TAGS, LAMPS, AIR, List.of(), List.of()).good());
    assertFalse(Findings.of(lost, ORDERS, PRICES, TAGS, LAMPS, AIR, List.of(), List.of()).good());
    assertEquals(
        List.of("a pulse too many"),
        Findings.of(GOODS, bad, PRICES, TAGS, LAMPS, AIR, List.of(), List.of()).differences());
  }
}
