package io.shelfkeeper.simulator.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.simulator.world.CannotDo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real drivers make of each mode of a played board. */
class LockModesTest {
  private final Locker locker = new Locker(1);

  /** Three readings, as a door needs two and a conflict three; the last one counts. */
  private static String contacts(LockBoard board) {
    String seen = "";
    for (int i = 0; i < 3; i++) {
      try {
        seen = Long.toBinaryString(board.contacts().closedBits());
      } catch (DeviceFault fault) {
        seen = fault.kind().toString();
      }
    }
    return seen;
  }

  private static String unlock(LockBoard board, int channel, int millis) {
    try {
      return board.lock(channel, millis).unlock(Long.MAX_VALUE).isAnswered()
          ? "ANSWERED"
          : "UNANSWERED";
    } catch (DeviceFault fault) {
      return fault.kind().toString();
    }
  }

  /** Locks 1 and 2 of the board are wired normally closed, 3 open; all doors are shut. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--device board, none, 11, ANSWERED, 1, 10",
    "--device board, silent, NO_ANSWER, NO_ANSWER, 0, NO_ANSWER",
    "--device board, late, 11, UNANSWERED, 1, 10",
    "--device board, late --amount 300, 11, ANSWERED, 1, 10",
    "--device board, crc, GARBLED, GARBLED, 0, GARBLED",
    "--device board, wrong-address, NO_ANSWER, NO_ANSWER, 0, NO_ANSWER",
    "--device board, wrong-lock, 11, UNANSWERED, 1, 10",
    "--device board, wrong-level, 11, ANSWERED, 1, 10",
    "--device board, wrong-bits, 11111100, ANSWERED, 1, 11111101",
    "--device board, wrong-order, 0, ANSWERED, 1, 0",
    "--device board, status-bytes, MISCONFIGURED, MISCONFIGURED, 0, MISCONFIGURED",
    "--device board, stray, 11, ANSWERED, 1, 10",
    "--device board, twin, ADDRESS_CONFLICT, ADDRESS_CONFLICT, 0, ADDRESS_CONFLICT",
    "--device board, wrong-baud, NO_ANSWER, NO_ANSWER, 0, NO_ANSWER",
    "--device board, bit-shift, GARBLED, GARBLED, 0, GARBLED",
    "--device board, brown-out, 11, UNANSWERED, 1, 11",
    "--bus lock-bus, echo, 11, ANSWERED, 1, 10",
    "--bus lock-bus, split, 11, ANSWERED, 1, 10",
  })
  void board8aIsUnderstoodOrNotMoved(
      String place, String kind, String before, String pulse, int pulses, String after)
      throws CannotDo {
    assertMode(locker.board, 300, place, kind, before, pulse, pulses, after);
  }

  /** Input 3 is open while C1 is shut, 8 is the case; 4 to 7 are bare. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--device relay, none, 10000011, ANSWERED, 1, 10000010",
    "--device relay, silent, NO_ANSWER, NO_ANSWER, 0, NO_ANSWER",
    "--device relay, late, NO_ANSWER, NO_ANSWER, 0, NO_ANSWER",
    "--device relay, late --amount 80, 10000011, ANSWERED, 1, 10000010",
    "--device relay, crc, GARBLED, GARBLED, 0, GARBLED",
    "--device relay, wrong-address, NO_ANSWER, NO_ANSWER, 0, NO_ANSWER",
    "--device relay, stray, 10000011, ANSWERED, 1, 10000010",
    "--device relay, exception, REFUSED, REFUSED, 0, REFUSED",
    "--device relay, busy, REFUSED, REFUSED, 0, REFUSED",
    "--device relay, twin, ADDRESS_CONFLICT, ADDRESS_CONFLICT, 0, ADDRESS_CONFLICT",
    "--device relay, brown-out, 10000011, UNANSWERED, 1, 10000011",
    "--bus relay-bus, echo, 10000011, ANSWERED, 1, 10000010",
    "--bus relay-bus, split, 10000011, ANSWERED, 1, 10000010",
  })
  void relayIsUnderstoodOrNotMoved(
      String place, String kind, String before, String pulse, int pulses, String after)
      throws CannotDo {
    assertMode(locker.relay, 700, place, kind, before, pulse, pulses, after);
  }

  private void assertMode(
      LockBoard board,
      int millis,
      String place,
      String kind,
      String before,
      String pulse,
      int pulses,
      String after)
      throws CannotDo {
    if (!kind.equals("none")) {
      locker.tell("fault " + place + " --kind " + kind);
    }
    assertEquals(before, contacts(board));
    assertEquals(pulse, unlock(board, 1, millis));
    assertEquals(pulses, locker.pulses().size());
    assertTrue(
        locker.pulses().stream()
            .allMatch(one -> one.endNanos() - one.startNanos() <= millis * 1_000_000L));
    locker.pass(3);
    assertEquals(after, contacts(board));
  }
}
