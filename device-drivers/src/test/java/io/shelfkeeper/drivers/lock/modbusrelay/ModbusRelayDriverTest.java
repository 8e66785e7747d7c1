package io.shelfkeeper.drivers.lock.modbusrelay;

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
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModbusRelayDriverTest {
  private final FarRelay far = new FarRelay();
  private final ModbusRelayDriver driver =
      new ModbusRelayDriver(far, RtuTiming.at(9_600), 1, 8, () -> far.micros * 1_000);

  private Pulse unlock(int channel) throws DeviceFault {
    return driver.lock(channel, 500).unlock(Long.MAX_VALUE);
  }

  private DeviceFault fault(int channel) {
    return assertThrows(DeviceFault.class, () -> unlock(channel));
  }

  private long pulsesSent() {
    return far.requests.stream().filter(request -> request[1] == 5 && request[2] == 2).count();
  }

  @Test
  void firstFrameSwitchesEverythingOff() throws DeviceFault {
    driver.contacts();
    assertEquals("01 05 00 FF 00 00 FD FA", Hex.text(far.requests.getFirst()));
  }

  @Test
  void pulseIsTimedByTheBoard() throws DeviceFault {
    assertEquals(Pulse.ANSWERED, unlock(2));
    assertEquals("01 05 02 01 00 05", Hex.text(far.requests.getLast()).substring(0, 17));
    assertEquals(1, far.pulses);
    assertEquals(0, far.plainOns);
  }

  @Test
  void inputsAreReadTogether() throws DeviceFault {
    assertFalse(driver.contacts().isClosed(1));
    assertTrue(driver.contacts().isClosed(8));
  }

  @Test
  void whoeverOnlyLooksSwitchesNothing() throws DeviceFault {
    assertEquals(0xFE, driver.inputs().closedBits());
    assertEquals(0, driver.relaysOn());
    far.stuckRelay = true;
    assertEquals(4, driver.relaysOn());
    assertTrue(far.requests.stream().allMatch(request -> request[1] <= 2));
  }

  @Test
  void secondPulseWaitsForTheFirstAndACoilRests() throws DeviceFault {
    unlock(2);
    assertEquals(FaultKind.REFUSED, fault(3).kind());
    far.micros += 700_000;
    assertEquals(Pulse.ANSWERED, unlock(3));
    far.micros += 700_000;
    assertEquals(FaultKind.REFUSED, fault(2).kind());
    far.micros += 5_000_000;
    assertEquals(Pulse.ANSWERED, unlock(2));
    assertEquals(3, far.pulses);
  }

  @Test
  void unansweredPulseIsNeverSentAgain() throws DeviceFault {
    driver.contacts();
    far.back = bytes -> new byte[0];
    assertEquals(Pulse.UNANSWERED, unlock(2));
    assertEquals(FaultKind.NO_ANSWER, fault(3).kind());
    assertEquals(1, pulsesSent());
  }

  @Test
  void boardWithoutTimedPulsesSaysSoAndNothingMoved() {
    far.exception = 3;
    assertEquals(FaultKind.REFUSED, fault(2).kind());
    assertEquals(0, far.pulses);
  }

  @Test
  void boardThatFailedInAPulseMayHaveMoved() throws DeviceFault {
    far.exception = 4;
    assertEquals(Pulse.UNANSWERED, unlock(2));
  }

  @Test
  void silentBoardIsNotPulsed() {
    far.silent = true;
    assertEquals(FaultKind.NO_ANSWER, fault(2).kind());
    assertEquals(0, pulsesSent());
  }

  @Test
  void echoIsNoAnswer() throws DeviceFault {
    far.echo = true;
    driver.contacts();
    assertEquals(Pulse.ANSWERED, unlock(2));
    far.micros += 9_000_000;
    driver.contacts();
    far.silent = true;
    assertEquals(Pulse.UNANSWERED, unlock(2));
    assertEquals(FaultKind.NO_ANSWER, assertThrows(DeviceFault.class, driver::contacts).kind());
  }

  @Test
  void relayThatStaysOnIsReportedAndNothingIsPulsed() {
    far.stuckRelay = true;
    assertEquals(FaultKind.INVALID, fault(2).kind());
    assertEquals(0, pulsesSent());
  }

  @Test
  void pulseThatTheBoardCannotMakeIsRefusedBeforehand() {
    assertThrows(IllegalArgumentException.class, () -> driver.lock(1, 250));
    assertThrows(IllegalArgumentException.class, () -> driver.lock(1, 5_100));
    assertThrows(IllegalArgumentException.class, () -> driver.lock(1, 0));
    assertThrows(IllegalArgumentException.class, () -> driver.lock(9, 500));
  }

  @Test
  void onAWireOfFivePercentNoiseNothingMovesThatWasNotOrdered() {
    Random random = Seed.of(ModbusRelayDriverTest.class);
    far.there = new Noise(random, 0.05);
    far.back = far.there;
    int good = 0;
    for (int poll = 0; poll < 2_400; poll++) {
      far.inputs = random.nextInt(256);
      try {
        assertEquals(far.inputs, driver.contacts().closedBits());
        good++;
      } catch (DeviceFault fault) {
        far.micros += 100_000;
      }
      far.micros += 250_000;
    }
    assertTrue(good > 1_000, good + " good polls");
    assertEquals(0, far.pulses + far.plainOns);
  }
}
