package io.shelfkeeper.deploy.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Child;
import io.shelfkeeper.deploy.demo.Order;
import io.shelfkeeper.deploy.process.Wait;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packaged agent is killed, stopped, or ended and started in a pulse. What the line does then
 * is measured for each mode of output; the order is told as what it is, and never pulsed again.
 */
@Tag("guest")
class GuestCutPulseTest {
  private static final int PULSE_MILLIS = 1_500;
  private static final int ATTEMPTS = 4;

  @RegisterExtension static final OpenPinShop OPEN = new OpenPinShop(PULSE_MILLIS);

  private final PinShop shop = OPEN.shop();

  /** An order whose coil is energised now, and nothing else. */
  private Order pulsing(GuestDoor door, Levels levels) {
    Wait.until(door + " is shut", () -> shop.state(door).equals("shut"));
    return shop.pulse(door, levels);
  }

  private static Levels.Stroke only(GuestDoor door, Levels levels) {
    Wait.until("the end of the pulse", () -> levels.strokes().getFirst().isOver());
    List<Levels.Stroke> strokes = levels.strokes();
    assertEquals(1, strokes.size(), strokes::toString);
    assertEquals(door.coil(), strokes.getFirst().line());
    return strokes.getFirst();
  }

  private void told(GuestDoor door, String what, Levels.Stroke stroke) {
    System.out.printf(
        "%s, %s in a pulse of %d ms: on for %d to %d ms%n",
        door.output(), what, PULSE_MILLIS, stroke.millisMin(), stroke.millisMax());
  }

  /** The same bytes again: answered, and nothing moves. */
  private void asksAgain(Order order, Levels levels) {
    shop.again(order);
    Wait.until(
        "the answer to a repeat",
        () ->
            shop.orders().outcomes().stream()
                .anyMatch(each -> each.order().equals(order.id()) && each.repeated()));
    assertEquals(1, levels.strokes().size(), () -> levels.strokes().toString());
  }

  /**
   * The kernel ends the pulse of an LED in its time; a line of this chip falls with its process: no
   * look that began later has seen it.
   */
  @ParameterizedTest
  @EnumSource(GuestDoor.class)
  void killedInAPulse(GuestDoor door) throws IOException {
    try (Levels levels = new Levels()) {
      Order order = pulsing(door, levels);
      shop.agent().kill();
      long gone = System.nanoTime();
      shop.startAgent();
      Levels.Stroke stroke = only(door, levels);
      told(door, "killed", stroke);
      if (door == GuestDoor.A) {
        GuestPinShopTest.assertLasts(PULSE_MILLIS, stroke, levels);
      } else {
        assertTrue(stroke.lastNanos() - gone <= 0, "on, and its process was gone: " + stroke);
      }
      shop.awaitAgent();
      assertEquals("unknown restarted", shop.outcome(order));
      asksAgain(order, levels);
    }
  }

  @ParameterizedTest
  @EnumSource(GuestDoor.class)
  void endedInAPulse(GuestDoor door) throws IOException {
    try (Levels levels = new Levels()) {
      Order order = pulsing(door, levels);
      shop.agent().close();
      shop.startAgent();
      Levels.Stroke stroke = only(door, levels);
      told(door, "ended", stroke);
      assertTrue(stroke.millisMin() - levels.heldUpMillis() < 2 * PULSE_MILLIS, stroke::toString);
      shop.awaitAgent();
      assertNobodyClaimsThatItOpened(door, "ended", shop.outcome(order));
      asksAgain(order, levels);
    }
  }

  @ParameterizedTest
  @EnumSource(GuestDoor.class)
  void stoppedInAPulse(GuestDoor door) throws IOException {
    int attempts = 0;
    while (!stopped(door)) {
      attempts++;
      assertTrue(attempts < ATTEMPTS, "every pulse was over before its agent was stopped");
    }
  }

  /**
   * @return whether it was still in its pulse when it was stopped, which a busy machine may miss
   */
  private boolean stopped(GuestDoor door) throws IOException {
    try (Levels levels = new Levels();
        Child signals = shop.signals()) {
      Order order = pulsing(door, levels);
      signals.tell("STOP");
      Wait.until("it stands still", shop::isStopped);
      if (levels.strokes().getFirst().isOver()) {
        signals.tell("CONT");
        shop.outcome(order);
        return false;
      }
      long stopped = System.nanoTime();
      Wait.until(
          "twice the pulse", () -> System.nanoTime() - stopped > 2 * PULSE_MILLIS * 1_000_000L);
      boolean isOver = levels.strokes().getFirst().isOver();
      signals.tell("CONT");
      assertEquals(door == GuestDoor.A, isOver, "an LED goes off by itself, a line does not");
      Levels.Stroke stroke = only(door, levels);
      told(door, "stopped", stroke);
      assertNobodyClaimsThatItOpened(door, "stopped", shop.outcome(order));
      asksAgain(order, levels);
      return true;
    }
  }

  /** The doors of these tests stay shut. */
  private static void assertNobodyClaimsThatItOpened(GuestDoor door, String what, String outcome) {
    System.out.println(door.output() + ", " + what + " in a pulse: " + outcome);
    assertNotEquals("confirmed", outcome);
  }

  @Test
  void bareLineThatNobodyAnswersForIsRefused() throws IOException {
    shop.agent().close();
    shop.writeSite(false);
    shop.startAgent();
    shop.awaitAgent();
    try (Levels levels = new Levels()) {
      for (GuestDoor door : GuestDoor.values()) {
        Order order = shop.order(door);
        assertEquals("failed not_moved", shop.outcome(order));
      }
      assertEquals(List.of(), levels.strokes());
      Wait.until(
          "the reason is told",
          () ->
              shop.events("io.shelfkeeper.fault.opened.v1").stream()
                  .anyMatch(fault -> fault.toString().contains("keeps an output as it is")));
    }
    shop.agent().close();
    shop.writeSite(true);
    shop.startAgent();
    shop.awaitAgent();
  }
}
