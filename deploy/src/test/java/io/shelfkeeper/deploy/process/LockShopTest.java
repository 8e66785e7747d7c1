package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Orders end to end, with separate programs; each test uses a lock of its own. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockShopTest {
  /** Two seconds are promised, and the figure is printed; a shared machine may be slower. */
  private static final int SOON_MILLIS = 10_000;

  private final LockShop shop = LockShop.open();

  @AfterAll
  void theShopCloses() {
    shop.close();
  }

  @Test
  void aGoodOrderOpensItsDoorOnceHoweverOftenItComes() {
    OrderDesk.Order order = shop.taken("lock-c1");
    assertEquals("confirmed", shop.answer(order));
    assertTrue(shop.isOpen("C1"));
    shop.shut("C1");
    for (int i = 0; i < 3; i++) {
      shop.desk().send(order);
    }
    Wait.until("three repetitions", () -> repetitions(order) == 3);
    assertEquals(1, shop.answers(order).size());
    assertEquals(1, shop.pulses("lock-c1"));
  }

  private long repetitions(OrderDesk.Order order) {
    return shop.ledger().events(LockShop.DONE).stream()
        .filter(event -> event.path("data").path("order").asText().equals(order.id()))
        .filter(event -> event.path("data").path("repeated").asBoolean())
        .count();
  }

  @Test
  void aForgedOrderMovesNothing() {
    int refused = shop.ledger().events(LockShop.REFUSED).size();
    shop.desk().send(shop.desk().forged("lock-c2"));
    Wait.until("a refusal", () -> shop.ledger().events(LockShop.REFUSED).size() > refused);
    assertEquals(
        "untrusted",
        shop.ledger().events(LockShop.REFUSED).getLast().path("data").path("code").asText());
    assertEquals(0, shop.pulses("lock-c2"));
    assertFalse(shop.isOpen("C2"));
  }

  @Test
  void aJamIsToldAndAnotherOrderOpens() {
    shop.tell("jam --door C3 --is on");
    assertEquals("failed jammed", shop.release("lock-c3"));
    shop.tell("jam --door C3 --is off");
    assertEquals("confirmed", shop.release("lock-c3"));
    assertEquals(2, shop.pulses("lock-c3"));
  }

  @Test
  void aForcedDoorIsToldSoon() {
    long before = System.nanoTime();
    shop.tell("force --door C4");
    Wait.until("the alarm", () -> !shop.ledger().events("io.shelfkeeper.door.forced.v1").isEmpty());
    long millis = (System.nanoTime() - before) / 1_000_000;
    System.out.println("forced door: told after " + millis + " ms");
    assertTrue(millis <= SOON_MILLIS, () -> millis + " ms");
    assertEquals(0, shop.pulses("lock-c4"));
  }
}
