package io.shelfkeeper.drivers.lock.board8a;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.Seed;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.link.Noise;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Board8aDriverTest {
  private final FarBoard8a far = new FarBoard8a();
  private Board8aDriver driver = driver(true, false);

  private Board8aDriver driver(boolean lastByteLow, boolean inverted) {
    Board8aSetup setup = new Board8aSetup(1, 24, lastByteLow, inverted);
    Board8aDriver made = new Board8aDriver(far, setup, () -> far.micros * 1_000);
    far.micros += 2_000_000;
    return made;
  }

  private long unlocksSent() {
    return far.requests.stream().filter(request -> request[0] == (byte) 0x8A).count();
  }

  private Pulse unlock(int channel) throws DeviceFault {
    return driver.lock(channel, 300).unlock(Long.MAX_VALUE);
  }

  private DeviceFault fault(int channel) {
    return assertThrows(DeviceFault.class, () -> unlock(channel));
  }

  @Test
  void pulseOpensTheLockAndTheContactSaysSo() throws DeviceFault {
    assertTrue(driver.contacts().isClosed(3));
    assertEquals(Pulse.ANSWERED, unlock(3));
    assertFalse(driver.contacts().isClosed(3));
    assertTrue(driver.contacts().isClosed(2));
    assertEquals(1, far.pulses);
  }

  @Test
  void answeredPulseOfAJammedLockLeavesTheContactClosed() throws DeviceFault {
    far.jammed = true;
    assertEquals(Pulse.ANSWERED, unlock(3));
    assertTrue(driver.contacts().isClosed(3));
  }

  @Test
  void unansweredPulseIsNeverSentAgain() throws DeviceFault {
    driver.contacts();
    far.back = bytes -> new byte[0];
    assertEquals(Pulse.UNANSWERED, unlock(3));
    assertEquals(1, unlocksSent());
    assertEquals(FaultKind.NO_ANSWER, fault(4).kind());
    assertEquals(1, unlocksSent());
  }

  @Test
  void wireThatBreaksDuringAPulseLeavesItUnanswered() throws DeviceFault {
    driver.contacts();
    far.there =
        bytes -> {
          far.plug(false);
          return bytes;
        };
    assertEquals(Pulse.UNANSWERED, unlock(3));
  }

  @Test
  void boardThatDoesNotAnswerIsNotPulsed() {
    far.silent = true;
    assertEquals(FaultKind.NO_ANSWER, fault(1).kind());
    assertEquals(0, unlocksSent());
  }

  @Test
  void secondPulseWaitsForTheFirstAndACoilRests() throws DeviceFault {
    driver.contacts();
    far.back = bytes -> new byte[0];
    unlock(3);
    far.back = bytes -> bytes;
    driver.contacts();
    assertEquals(FaultKind.REFUSED, fault(4).kind());
    far.micros += 1_000_000;
    assertEquals(Pulse.ANSWERED, unlock(4));
    assertEquals(FaultKind.REFUSED, fault(4).kind());
    far.micros += 3_000_000;
    assertEquals(Pulse.ANSWERED, unlock(4));
  }

  @Test
  void restartedAgentWaitsForAPulseOfTheOneBefore() {
    far.micros = 0;
    Board8aSetup setup = new Board8aSetup(1, 24, true, false);
    driver = new Board8aDriver(far, setup, () -> far.micros * 1_000);
    assertEquals(FaultKind.REFUSED, fault(1).kind());
    assertEquals(0, unlocksSent());
  }

  @Test
  void echoIsNoAnswer() throws DeviceFault {
    far.echo = true;
    assertTrue(driver.contacts().isClosed(1));
    far.jammed = true;
    assertEquals(Pulse.ANSWERED, unlock(1));
    far.micros += 5_000_000;
    driver.contacts();
    far.silent = true;
    assertEquals(Pulse.UNANSWERED, unlock(1));
    assertThrows(DeviceFault.class, driver::contacts);
  }

  @Test
  void strayBytesBeforeAnAnswerDoNoHarm() throws DeviceFault {
    far.stray = Hex.bytes("FA FD 99 99");
    assertTrue(driver.contacts().isClosed(24));
    assertEquals(Pulse.ANSWERED, unlock(24));
    assertFalse(driver.contacts().isClosed(24));
  }

  @Test
  void twoBoardsOnOneAddressAreAConflictAndNotPulsed() {
    far.twin = true;
    FaultKind last = null;
    for (int i = 0; i < 3; i++) {
      last = fault(1).kind();
    }
    assertEquals(FaultKind.ADDRESS_CONFLICT, last);
    assertEquals(0, unlocksSent());
  }

  @Test
  void aTwinThatAnswersMuchLaterIsFoundBeforeAnythingIsMoved() {
    far.twin = true;
    far.twinMicros = 180_000;
    assertEquals(FaultKind.ADDRESS_CONFLICT, fault(1).kind());
    assertEquals(0, unlocksSent());
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 40, 180, 300, 700})
  void aTwinThatIsWiredLaterIsFoundWhateverItTakesToAnswer(int millis) {
    polls(20);
    far.twin = true;
    far.twinMicros = millis * 1_000L;
    assertTrue(polls(120).contains(FaultKind.ADDRESS_CONFLICT));
    assertEquals(FaultKind.ADDRESS_CONFLICT, fault(1).kind());
    assertEquals(0, unlocksSent());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 700, 990, 1_010, 1_200, 1_900})
  void aBoardThatIsLateIsNoTwin(int millis) {
    polls(20);
    far.thinkingMicros = millis * 1_000L;
    assertFalse(polls(200).contains(FaultKind.ADDRESS_CONFLICT));
    far.thinkingMicros = 10_000;
    polls(20);
    assertEquals(Set.of(), polls(20));
  }

  /** Four times a second, as far as the board lets us. */
  private Set<FaultKind> polls(int count) {
    Set<FaultKind> faults = new HashSet<>();
    for (int i = 0; i < count; i++) {
      long due = far.micros + 250_000;
      try {
        driver.contacts();
      } catch (DeviceFault fault) {
        faults.add(fault.kind());
      }
      far.micros = Math.max(far.micros, due);
    }
    return faults;
  }

  @Test
  void orderAndPolarityAreSettings() throws DeviceFault {
    far.firstByteLow = true;
    far.inverted = true;
    far.closed = 0b10;
    driver = driver(false, true);
    assertTrue(driver.contacts().isClosed(2));
    assertFalse(driver.contacts().isClosed(1));
  }

  @Test
  void aBoardSaysHowManyLocksItHasRoomForAndEchoesAreNoBoards() throws DeviceFault {
    for (boolean echo : new boolean[] {false, true}) {
      far.echo = echo;
      for (int[] size : new int[][] {{3, 24}, {4, 32}, {7, 50}}) {
        far.statusBytes = size[0];
        assertEquals(size[1], Board8aIdentity.ask(far, 1).locksMax());
      }
      DeviceFault nobody = assertThrows(DeviceFault.class, () -> Board8aIdentity.ask(far, 2));
      assertEquals(FaultKind.NO_ANSWER, nobody.kind());
    }
    assertEquals(0, unlocksSent());
  }

  @Test
  void boardOfAnotherSizeIsMisconfigured() {
    far.statusBytes = 4;
    assertEquals(FaultKind.MISCONFIGURED, assertThrows(DeviceFault.class, driver::contacts).kind());
  }

  @Test
  void pulseThatTheBoardCannotMakeIsRefusedBeforehand() {
    assertThrows(IllegalArgumentException.class, () -> driver.lock(1, 500));
    assertThrows(IllegalArgumentException.class, () -> driver.lock(25, 300));
  }

  @Test
  void onAWireOfFivePercentNoiseNothingMovesThatWasNotOrdered() throws DeviceFault {
    Random random = Seed.of(Board8aDriverTest.class);
    driver.contacts();
    far.there = new Noise(random, 0.05);
    far.back = far.there;
    int wrong = 0;
    int wrongInARow = 0;
    long before = -1;
    for (int poll = 0; poll < 2_400; poll++) {
      far.closed = random.nextInt(8) == 0 ? random.nextInt(1 << 24) : far.closed;
      long closed = polled();
      boolean believed = closed == before && closed >= 0;
      wrongInARow = believed && closed != far.closed ? wrongInARow + 1 : 0;
      wrong = Math.max(wrong, wrongInARow);
      before = closed;
      far.micros += 250_000;
    }
    assertEquals(0, unlocksSent());
    assertEquals(0, wrong, "two equal readings, and both wrong");
  }

  private long polled() {
    try {
      return driver.contacts().closedBits();
    } catch (DeviceFault fault) {
      return -1;
    }
  }
}
