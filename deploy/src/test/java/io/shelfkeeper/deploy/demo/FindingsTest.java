package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Verdict GOODS = new Verdict(3, 3, 0, 0, List.of(), List.of());
  private static final OrderVerdict ORDERS = new OrderVerdict(5, 2, 3, List.of());

  @Test
  void theLastLineHasGoodsAndOrders() {
    assertEquals(
        "demo: movements=3 acknowledged=3 lost=0 duplicated=0 stock=equal"
            + " orders=5 refused=2 pulses=3",
        Findings.of(GOODS, ORDERS, List.of(), List.of()).line());
  }

  @Test
  void aForcedDoorNeedsItsAlarm() {
    assertTrue(Findings.of(GOODS, ORDERS, List.of("C3"), List.of("C1", "C3")).good());
    assertFalse(Findings.of(GOODS, ORDERS, List.of("C3"), List.of("C1")).good());
    assertFalse(Findings.of(GOODS, ORDERS, List.of("C3", "C3"), List.of("C3")).good());
  }

  @Test
  void neitherGoodsNorOrdersMayDiffer() {
    OrderVerdict bad = new OrderVerdict(1, 0, 2, List.of("a pulse too many"));
    Verdict lost = new Verdict(3, 2, 1, 0, List.of(), List.of());
    assertFalse(Findings.of(GOODS, bad, List.of(), List.of()).good());
    assertFalse(Findings.of(lost, ORDERS, List.of(), List.of()).good());
    assertEquals(
        List.of("a pulse too many"), Findings.of(GOODS, bad, List.of(), List.of()).differences());
  }
}
