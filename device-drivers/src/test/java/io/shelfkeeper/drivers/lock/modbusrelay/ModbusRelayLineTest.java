package io.shelfkeeper.drivers.lock.modbusrelay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.wire.Hex;
import io.shelfkeeper.drivers.wire.RtuTiming;
import org.junit.jupiter.api.Test;

/** A relay board on a line with neighbours, leftovers and echoes: who is believed, and how long. */
class ModbusRelayLineTest {
  private final FarRelay far = new FarRelay();
  private final ModbusRelayDriver driver = driver(8);

  private ModbusRelayDriver driver(int channels) {
    return new ModbusRelayDriver(far, RtuTiming.at(9_600), 1, channels, () -> far.micros * 1_000);
  }

  private Pulse unlock(int channel) throws DeviceFault {
    return driver.lock(channel, 500).unlock(Long.MAX_VALUE);
  }

  private FaultKind fault() {
    return assertThrows(DeviceFault.class, driver::inputs).kind();
  }

  private long pulsesSent() {
    return far.requests.stream().filter(request -> request[1] == 5 && request[2] == 2).count();
  }

  @Test
  void whatTheBoardDoesNotHaveIsRefusedBeforehand() {
    assertThrows(IllegalArgumentException.class, () -> driver(0));
    assertThrows(IllegalArgumentException.class, () -> driver(9));
    ModbusRelayDriver small = driver(1);
    small.lock(1, 5_000);
    small.lock(1, 100);
    assertThrows(IllegalArgumentException.class, () -> small.lock(0, 500));
    assertThrows(IllegalArgumentException.class, () -> small.lock(2, 500));
  }

  @Test
  void inputsAndRelaysThatTheBoardDoesNotHaveAreNotSeen() throws DeviceFault {
    far.stuckRelay = true;
    assertEquals(0x0E, driver(4).inputs().closedBits());
    assertEquals(4, driver(3).relaysOn());
    assertEquals(0, driver(2).relaysOn());
  }

  @Test
  void twoBoardsAtOneAddressAreAConflictAtTheThirdReadingAndNeverPulsed() throws DeviceFault {
    driver.contacts();
    far.twin = true;
    driver.contacts();
    assertEquals(
        FaultKind.ADDRESS_CONFLICT, assertThrows(DeviceFault.class, () -> unlock(1)).kind());
    driver.contacts();
    assertEquals(FaultKind.ADDRESS_CONFLICT, fault());
    assertEquals(0, pulsesSent());
    far.twin = false;
    assertEquals(FaultKind.ADDRESS_CONFLICT, fault(), "its last answer may still be under way");
    driver.contacts();
    far.micros += 9_000_000;
    assertEquals(Pulse.ANSWERED, unlock(1));
  }

  @Test
  void aBoardThatDeclinesToBeReadSaysSo() {
    far.deafToReads = true;
    assertEquals(FaultKind.REFUSED, fault());
  }

  @Test
  void theAnswerOfANeighbourIsNone() throws DeviceFault {
    far.answersAs = 2;
    assertEquals(FaultKind.NO_ANSWER, fault());
    far.deafToReads = true;
    assertEquals(FaultKind.NO_ANSWER, fault(), "it declines for itself");
    far.deafToReads = false;
    far.answersAs = 1;
    driver.contacts();
    far.back = answer -> Hex.bytes("02 05 02 01 00 05 5D 82");
    assertEquals(Pulse.UNANSWERED, unlock(2));
  }

  @Test
  void aNeighbourThatSwitchesOffIsNotOurBoard() {
    far.back = answer -> Hex.bytes("02 05 00 FF 00 00 FD C9");
    assertThrows(DeviceFault.class, driver::allOff);
    assertEquals(1, far.requests.size(), "its relays are not even asked for");
  }

  @Test
  void theAnswerAboutAnotherRelayOrTimeIsNone() throws DeviceFault {
    driver.contacts();
    far.back = answer -> ModbusRelayCodec.pulse(1, 3, 5);
    assertEquals(Pulse.UNANSWERED, unlock(2));
    far.back = answer -> answer;
    far.micros += 9_000_000;
    driver.contacts();
    far.back = answer -> ModbusRelayCodec.pulse(1, 2, 6);
    assertEquals(Pulse.UNANSWERED, unlock(2));
  }

  @Test
  void theAnswerToAnotherReadingIsNone() {
    far.back = answer -> far.bits(1, 0);
    assertEquals(FaultKind.NO_ANSWER, fault());
  }

  @Test
  void brokenAnswersAreAskedForThreeTimesAndSilenceOnce() {
    far.back = answer -> Hex.bytes("01 02 01 FE 20 09");
    assertEquals(FaultKind.GARBLED, fault());
    assertEquals(3, far.requests.size());
    far.silent = true;
    assertEquals(FaultKind.NO_ANSWER, fault());
    assertEquals(4, far.requests.size());
  }

  @Test
  void aBrokenAnswerIsMadeGoodByTheNext() throws DeviceFault {
    int[] answers = {0};
    far.back = answer -> answers[0]++ < 2 ? Hex.bytes("01 02 01 FE 20 09") : answer;
    assertEquals(0xFE, driver.inputs().closedBits());
  }

  @Test
  void whatIsLeftOnTheWireAnswersNothing() throws DeviceFault {
    driver.contacts();
    far.say(far.bits(2, 0x01), 0);
    far.micros += 50_000;
    assertEquals(0xFE, driver.inputs().closedBits(), "it lay there");
    far.say(far.bits(2, 0x01), 1_000);
    assertEquals(0xFE, driver.inputs().closedBits(), "it was on its way");
    driver.contacts();
    driver.contacts(); // what nobody asked for may have been a twin: clean readings clear it
    far.say(ModbusRelayCodec.pulse(1, 2, 5), 1_000);
    far.silent = true;
    assertEquals(Pulse.UNANSWERED, unlock(2));
  }

  @Test
  void halfAFrameDoesNotSpoilTheNext() throws DeviceFault {
    far.back = answer -> Hex.bytes("01 02");
    assertEquals(FaultKind.GARBLED, fault());
    far.back = answer -> answer;
    assertEquals(0xFE, driver.inputs().closedBits());
  }

  @Test
  void aGoodAnswerIsNotWaitedForLong() throws DeviceFault {
    driver.contacts();
    long before = far.micros;
    driver.inputs();
    assertTrue(far.micros - before < 60_000, "µs: " + (far.micros - before));
    before = far.micros;
    unlock(2);
    assertTrue(far.micros - before < 40_000, "µs: " + (far.micros - before));
  }

  @Test
  void strayBytesBeforeAnAnswerDoNoHarm() throws DeviceFault {
    far.stray = Hex.bytes("FA FD 99 99");
    far.thinkingMicros = 60_000;
    assertEquals(0xFE, driver.contacts().closedBits());
    assertEquals(Pulse.ANSWERED, unlock(2));
  }

  @Test
  void whoBabblesIsNotListenedToForLong() {
    far.babbling = true;
    assertEquals(FaultKind.GARBLED, fault());
    assertTrue(far.micros < 3_000_000, "µs: " + far.micros);
  }

  @Test
  void anEchoThatIsGoneIsForgotten() throws DeviceFault {
    far.echo = true;
    driver.contacts();
    far.echo = false;
    driver.contacts();
    assertEquals(Pulse.ANSWERED, unlock(2));
  }

  @Test
  void aPulseWithoutAnAnswerIsOverATenthLater() throws DeviceFault {
    driver.contacts();
    long[] sent = {0};
    far.back =
        answer -> {
          sent[0] = far.micros;
          return new byte[0];
        };
    assertEquals(Pulse.UNANSWERED, unlock(2));
    far.back = answer -> answer;
    driver.contacts();
    far.micros = sent[0] + 570_000;
    assertEquals(FaultKind.REFUSED, assertThrows(DeviceFault.class, () -> unlock(3)).kind());
    far.micros = sent[0] + 620_000;
    assertEquals(Pulse.ANSWERED, unlock(3));
  }

  @Test
  void aPulseThatTheBoardDeclinesKeepsNoOtherWaiting() throws DeviceFault {
    far.exception = 3;
    assertThrows(DeviceFault.class, () -> unlock(2));
    far.exception = 0;
    assertEquals(Pulse.ANSWERED, unlock(3));
  }

  @Test
  void aNeighbourThatDeclinesSaysNothingOfOurPulse() throws DeviceFault {
    driver.contacts();
    far.back = answer -> Hex.bytes("02 85 03 F2 91");
    assertEquals(Pulse.UNANSWERED, unlock(2));
  }
}
