package io.shelfkeeper.deploy.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.shelfkeeper.deploy.demo.Order;
import io.shelfkeeper.deploy.process.Wait;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged agent at pins of a real kernel: what its doors tell, and what an order does. */
@Tag("guest")
class GuestPinShopTest {
  private static final int PULSE_MILLIS = 500;

  @RegisterExtension static final OpenPinShop OPEN = new OpenPinShop(PULSE_MILLIS);

  private final PinShop shop = OPEN.shop();

  private List<JsonNode> alarms(String type) {
    return shop.events("io.shelfkeeper." + type);
  }

  private void awaitState(GuestDoor door, String state) {
    Wait.until(door + " is " + state, () -> shop.state(door).equals(state));
  }

  @Test
  void doorThatOpensWithoutAnOrderIsAnAlarm() {
    awaitState(GuestDoor.A, "shut");
    assertEquals(List.of(), alarms("door.forced.v1"));
    long before = System.nanoTime();
    GuestDoor.A.open();
    Wait.until("the alarm", () -> !alarms("door.forced.v1").isEmpty());
    System.out.printf("forced door: told after %d ms%n", (System.nanoTime() - before) / 1_000_000);
    assertEquals("A", alarms("door.forced.v1").getFirst().path("data").path("door").asText());
    GuestDoor.A.shut();
    awaitState(GuestDoor.A, "shut");
    assertEquals(1, alarms("door.forced.v1").size());
  }

  @Test
  void caseThatIsOpenedIsAnAlarm() {
    assertEquals(List.of(), alarms("device.tampered.v1"));
    GuestDoor.contact(GuestDoor.CASE, false);
    Wait.until("the alarm", () -> !alarms("device.tampered.v1").isEmpty());
    GuestDoor.contact(GuestDoor.CASE, true);
  }

  @ParameterizedTest
  @EnumSource(GuestDoor.class)
  void orderIsOnePulseOnItsLineAndNoOther(GuestDoor door) throws IOException {
    awaitState(door, "shut");
    try (Levels levels = new Levels()) {
      Order order = shop.pulse(door, levels);
      Wait.until("its end", () -> levels.strokes().stream().anyMatch(Levels.Stroke::isOver));
      assertTrue(shop.orders().outcome(order.id()).isEmpty(), "told before the contact moved");
      door.open();
      assertEquals("confirmed", shop.outcome(order));
      shop.again(order);
      Wait.until("the answer to a repeat", () -> repeated(order));
      door.shut();
      awaitState(door, "shut");
      assertEquals(1, levels.strokes().size(), () -> levels.strokes().toString());
      Levels.Stroke stroke = levels.strokes().getFirst();
      assertEquals(door.coil(), stroke.line());
      System.out.printf(
          "%s: pulse wanted ms=%d seen ms=%d to %d, held up ms=%d%n",
          door.output(),
          PULSE_MILLIS,
          stroke.millisMin(),
          stroke.millisMax(),
          levels.heldUpMillis());
      assertLasts(PULSE_MILLIS, stroke, levels);
    }
  }

  /**
   * About as long as wanted, by what was seen, and but for the time in which nobody could look. The
   * guest's timer has 100 ticks a second and catches up at once with those that its busy host kept
   * from it, so a pulse of the kernel may be shorter (472 of 500 ms were seen); and one processor
   * has all programs to run, so one of the agent may be longer.
   */
  static void assertLasts(int millis, Levels.Stroke stroke, Levels levels) {
    long heldUp = levels.heldUpMillis();
    assertTrue(stroke.millisMax() + heldUp > millis / 2, () -> stroke + ", held up " + heldUp);
    assertTrue(stroke.millisMin() - heldUp < 2 * millis, () -> stroke + ", held up " + heldUp);
  }

  private boolean repeated(Order order) {
    return shop.orders().outcomes().stream()
        .anyMatch(outcome -> outcome.order().equals(order.id()) && outcome.repeated());
  }
}
