package io.shelfkeeper.drivers.lock.pinboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.link.FakePins;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PinBoardDriverTest {
  private static final long MILLI = 1_000_000L;
  private static final int PULSE_MILLIS = 3;

  private final FakePins pins = new FakePins();
  private long now;

  private static InputSetup input(String line) {
    return new InputSetup(new LineName("", line), false, InputSetup.Bias.DOWN, 20_000);
  }

  private static PinBoardSetup.Output line(String line) {
    return new PinBoardSetup.Output.Line(new OutputSetup(new LineName("", line), false, false));
  }

  private PinBoardDriver board(boolean riskAccepted) {
    return new PinBoardDriver(
        pins,
        new PinBoardSetup(
            List.of(input("DOOR1"), input("DOOR2"), input("CASE")),
            List.of(line("COIL1"), new PinBoardSetup.Output.Led("lock2")),
            riskAccepted),
        () -> now);
  }

  private Pulse unlock(PinBoardDriver board, int channel) throws DeviceFault {
    return board.lock(channel, PULSE_MILLIS).unlock(now);
  }

  private void isRefused(PinBoardDriver board, int channel) {
    DeviceFault fault = assertThrows(DeviceFault.class, () -> unlock(board, channel));
    assertEquals(FaultKind.REFUSED, fault.kind());
  }

  @Test
  void everythingIsOffBeforeAnythingElse() throws DeviceFault {
    board(false).contacts();
    assertEquals(List.of("COIL1 off", "lock2 off"), pins.seen);
  }

  @Test
  void aBoardHasSixtyFourInputsAtMost() {
    List<InputSetup> many = Collections.nCopies(65, input("DOOR1"));
    assertThrows(IllegalArgumentException.class, () -> new PinBoardSetup(many, List.of(), false));
    assertEquals(64, new PinBoardSetup(many.subList(0, 64), List.of(), false).inputs().size());
  }

  @Test
  void allCanBeSwitchedOffAgainAndAgain() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    board.allOff();
    assertEquals(3, board.contacts().count());
  }

  @Test
  void contactsAreTheLevelsOfTheirLines() throws DeviceFault {
    PinBoardDriver board = board(false);
    pins.highLines.add("DOOR1");
    pins.highLines.add("CASE");
    assertEquals(0b101, board.contacts().closedBits());
    assertEquals(3, board.contacts().count());
    pins.highLines.remove("DOOR1");
    assertEquals(0b100, board.contacts().closedBits());
  }

  @Test
  void bareLineGoesOnAndOffAndIsOver() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    pins.seen.clear();
    assertEquals(Pulse.ANSWERED, unlock(board, 1));
    assertEquals(List.of("COIL1 on", "COIL1 off"), pins.seen);
    assertEquals(Pulse.ANSWERED, unlock(board, 2));
    assertEquals("lock2 shot 3", pins.seen.getLast());
  }

  @Test
  void pulseOfTheKernelKeepsTheOthersWaiting() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    unlock(board, 2);
    isRefused(board, 1);
    now += (PULSE_MILLIS + 100) * MILLI;
    unlock(board, 1);
  }

  @Test
  void coilRestsNineTimesAsLongAsItWasOn() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    unlock(board, 1);
    now += 10 * PULSE_MILLIS * MILLI - 1;
    isRefused(board, 1);
    now++;
    unlock(board, 1);
  }

  @Test
  void pulseThatComesTooLateIsNone() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    pins.seen.clear();
    assertThrows(DeviceFault.class, () -> board.lock(1, PULSE_MILLIS).unlock(now - 1));
    assertEquals(List.of(), pins.seen);
  }

  @Test
  void machineThatKeepsItsOutputsIsRefused() throws DeviceFault {
    pins.letsGo = false;
    PinBoardDriver board = board(false);
    DeviceFault fault = assertThrows(DeviceFault.class, board::contacts);
    assertEquals(FaultKind.MISCONFIGURED, fault.kind());
    assertTrue(fault.check().contains("strict_gpiod"), fault.check());
    isRefused(board, 1);
    assertEquals(0, pins.held);
    assertEquals(0, board(true).contacts().closedBits());
  }

  /** An agent before may have been killed in a pulse. */
  @Test
  void whatIsRefusedIsMadeInactiveOnceAllTheSame() {
    pins.letsGo = false;
    PinBoardDriver board = board(false);
    assertThrows(DeviceFault.class, board::contacts);
    assertThrows(DeviceFault.class, board::allOff);
    assertEquals(List.of("COIL1", "lock2"), pins.taken);
  }

  @Test
  void outputThatCannotBeHadDoesNotKeepTheOthersOn() throws DeviceFault {
    PinBoardDriver board = board(false);
    pins.fails = "take COIL1";
    assertThrows(DeviceFault.class, board::contacts);
    assertEquals(List.of("lock2"), pins.taken);
    assertEquals(0, pins.held);
    pins.fails = "";
    board.contacts();
    assertEquals(List.of("lock2", "COIL1", "lock2", "DOOR1", "DOOR2", "CASE"), pins.taken);
  }

  /** What the process before did with it nobody knows. */
  @Test
  void coilRestsAtTheStartAsAfterAPulse() throws DeviceFault {
    PinBoardDriver board = board(false);
    Lock lock = board.lock(1, PULSE_MILLIS);
    Lock ofTheKernel = board.lock(2, PULSE_MILLIS);
    board.allOff();
    assertEquals(Pulse.ANSWERED, ofTheKernel.unlock(now));
    now += 9 * PULSE_MILLIS * MILLI - 1;
    assertThrows(DeviceFault.class, () -> lock.unlock(now));
    now++;
    board.allOff();
    assertEquals(Pulse.ANSWERED, lock.unlock(now));
  }

  @Test
  void coilThatWasOnForLongerRestsForLonger() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    // Stopped in the pulse, and let go on after a minute.
    pins.whenCleared = () -> now += 60_000 * MILLI;
    unlock(board, 1);
    pins.whenCleared = () -> {};
    now += 9 * 60_000 * MILLI - 1;
    isRefused(board, 1);
    now++;
    unlock(board, 1);
  }

  @Test
  void pinsThatWereClosedAndOpenedAgainAreTakenAfresh() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.allOff();
    pins.fails = "clear COIL1";
    pins.failures = 1;
    board.allOff();
    assertEquals(3, board.contacts().count());
    assertEquals(5, pins.held);
  }

  @Test
  void movedContactIsAHint() throws DeviceFault {
    PinBoardDriver board = board(false);
    AtomicInteger hints = new AtomicInteger();
    board.contacts();
    pins.hint.run();
    board.hintTo(hints::incrementAndGet);
    pins.fails = "clear COIL1";
    pins.failures = 1;
    board.allOff();
    pins.hint.run();
    assertEquals(1, hints.get());
  }

  @Test
  void edgesThatNobodySawAreTold() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.contacts();
    pins.lostEdges = 7;
    DeviceFault fault = assertThrows(DeviceFault.class, board::contacts);
    assertEquals(FaultKind.GARBLED, fault.kind());
    assertTrue(fault.what().contains("21 edges"), fault.what());
    assertEquals(3, board.contacts().count());
    assertEquals(5, pins.held);
  }

  @Test
  void kernelThatEndsPulsesNeedsNoConsent() throws DeviceFault {
    pins.letsGo = false;
    PinBoardSetup setup =
        new PinBoardSetup(List.of(), List.of(new PinBoardSetup.Output.Led("lock2")), false);
    PinBoardDriver board = new PinBoardDriver(pins, setup, () -> now);
    board.allOff();
    assertEquals(Pulse.ANSWERED, unlock(board, 1));
  }

  @Test
  void allLinesAreTakenOrNone() throws DeviceFault {
    PinBoardDriver board = board(false);
    pins.fails = "take CASE";
    assertThrows(DeviceFault.class, board::contacts);
    assertEquals(0, pins.held);
    isRefused(board, 1);
    pins.fails = "";
    board.contacts();
    assertEquals(5, pins.held);
  }

  @Test
  void lineThatIsGoneGivesAllOfThemBack() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.contacts();
    pins.fails = "read DOOR2";
    assertThrows(DeviceFault.class, board::contacts);
    assertEquals(0, pins.held);
    isRefused(board, 1);
  }

  @Test
  void coilThatDoesNotObeyIsUnknownAndSwitchedOff() throws DeviceFault {
    PinBoardDriver board = board(false);
    board.contacts();
    pins.seen.clear();
    pins.fails = "set COIL1";
    assertEquals(new Pulse(false, "set COIL1. On purpose."), unlock(board, 1));
    assertEquals(List.of("COIL1 off"), pins.seen);
    assertEquals(0, pins.held);
  }

  @Test
  void impossiblePulsesAreOurOwnMistake() {
    PinBoardDriver board = board(false);
    for (int[] wrong : new int[][] {{0, 300}, {3, 300}, {1, 0}, {1, 5_001}}) {
      assertThrows(IllegalArgumentException.class, () -> board.lock(wrong[0], wrong[1]));
    }
  }
}
