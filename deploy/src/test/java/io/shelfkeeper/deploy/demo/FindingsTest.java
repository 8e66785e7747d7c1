package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Verdict GOODS = new Verdict(3, 3, 0, 0, List.of(), List.of());
  private static final OrderVerdict ORDERS = new OrderVerdict(5, 2, 3, List.of());

  private static final PriceVerdict PRICES = PriceVerdict.of(2, List.of(7L, 8L));

  @Test
  void theLastLineHasGoodsAndOrders() {
    assertEquals(
        "demo: movements=3 acknowledged=3 lost=0 duplicated=0 stock=equal"
            + " orders=5 refused=2 pulses=3 prices=2",
        Findings.of(GOODS, ORDERS, PRICES, List.of(), List.of()).line());
  }

  @Test
  void aForcedDoorNeedsItsAlarm() {
    assertTrue(Findings.of(GOODS, ORDERS, PRICES, List.of("C3"), List.of("C1", "C3")).good());
    assertFalse(Findings.of(GOODS, ORDERS, PRICES, List.of("C3"), List.of("C1")).good());
    assertFalse(Findings.of(GOODS, ORDERS, PRICES, List.of("C3", "C3"), List.of("C3")).good());
  }

  @Test
  void everyPriceListComesIntoForceAndNoneComesBack() {
    assertTrue(PRICES.good());
    assertEquals(
        List.of("2 price lists were sent, and 1 came into force"),
        PriceVerdict.of(2, List.of(7L)).differences());
    PriceVerdict back = PriceVerdict.of(2, List.of(8L, 7L));
    assertFalse(Findings.of(GOODS, ORDERS, back, List.of(), List.of()).good());
  }

  @Test
  void neitherGoodsNorOrdersMayDiffer() {
    OrderVerdict bad = new OrderVerdict(1, 0, 2, List.of("a pulse too many"));
    Verdict lost = new Verdict(3, 2, 1, 0, List.of(), List.of());
    assertFalse(Findings.of(GOODS, bad, PRICES, List.of(), List.of()).good());
    assertFalse(Findings.of(lost, ORDERS, PRICES, List.of(), List.of()).good());
    assertEquals(
        List.of("a pulse too many"),
        Findings.of(GOODS, bad, PRICES, List.of(), List.of()).differences());
  }
}
