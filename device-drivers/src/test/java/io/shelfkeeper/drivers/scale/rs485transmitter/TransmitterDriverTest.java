package io.shelfkeeper.drivers.scale.rs485transmitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.api.ScaleReading.Condition;
import io.shelfkeeper.drivers.wire.Hex;
import io.shelfkeeper.drivers.wire.RtuTiming;
import org.junit.jupiter.api.Test;

class TransmitterDriverTest {
  private final FarLine line = new FarLine();
  private final FarTransmitter far = line.device(1);
  private final TransmitterDriver driver = new TransmitterDriver(line, RtuTiming.at(115_200), 1);

  @Test
  void weightIsReadInGrams() throws DeviceFault {
    assertEquals(new ScaleReading(12.34, Condition.STABLE), driver.read());
    far.gross = -70_000;
    far.status = 0;
    driver.read();
    assertEquals(new ScaleReading(-70_000, Condition.STABLE), driver.read());
  }

  @Test
  void weightIsStableOnlyBetweenTwoStableStatuses() throws DeviceFault {
    driver.read();
    far.status = 0x0022;
    assertEquals(Condition.MOVING, driver.read().condition());
    far.status = 0x0002;
    assertEquals(Condition.MOVING, driver.read().condition());
    assertEquals(Condition.STABLE, driver.read().condition());
  }

  @Test
  void overloadIsNeverAWeight() throws DeviceFault {
    far.status = 0x0222;
    assertEquals(new ScaleReading(Double.NaN, Condition.OVERLOAD), driver.read());
    far.status = 0x0062;
    assertEquals(Condition.OVERLOAD, driver.read().condition());
    far.status = 0x0002;
    driver.read();
    far.gross = far.rangeMax + 1;
    assertEquals(Condition.OVERLOAD, driver.read().condition());
    far.gross = -far.rangeMax - 1;
    assertEquals(Condition.UNDERLOAD, driver.read().condition());
  }

  @Test
  void weightBetweenTwoDecimalPointsIsNoWeight() throws DeviceFault {
    driver.read();
    far.status = 0x0001;
    assertEquals(Condition.FAULTY, driver.read().condition());
  }

  @Test
  void anotherUnitThanGramsIsRefused() {
    far.unit = 2;
    assertEquals(FaultKind.MISCONFIGURED, fault().kind());
    far.unit = 1;
    far.rangeMax = 0;
    assertEquals(FaultKind.MISCONFIGURED, fault().kind());
  }

  @Test
  void readingCostsTwoExchangesAndSixCellsTenTimesASecondFitInto115200Baud() throws DeviceFault {
    driver.read();
    int requests = line.requests.size();
    long micros = line.micros;
    driver.read();
    assertEquals(2, line.requests.size() - requests);
    long taken = line.micros - micros;
    assertTrue(taken * 60 < 900_000, taken + " us for one reading");
  }

  @Test
  void silentDeviceIsAskedTwiceAndThenOnceUntilItIsBack() throws DeviceFault {
    driver.read();
    far.silent = true;
    int before = line.requests.size();
    assertEquals(FaultKind.NO_ANSWER, fault().kind());
    assertEquals(2, line.requests.size() - before);
    assertEquals(FaultKind.NO_ANSWER, fault().kind());
    assertEquals(3, line.requests.size() - before);
    far.silent = false;
    assertEquals(Condition.STABLE, driver.read().condition());
  }

  @Test
  void whatWasAwayIsIdentifiedAgain() {
    far.silent = true;
    fault();
    far.silent = false;
    far.unit = 7;
    assertEquals(FaultKind.MISCONFIGURED, fault().kind());
  }

  @Test
  void answerOfAnotherAddressIsDropped() throws DeviceFault {
    line.say(Hex.bytes("02 03 04 00 00 00 84 C9 50"), 5_000);
    assertEquals(12.34, driver.read().grams());
  }

  @Test
  void weightOfAnEarlierRequestIsNotTakenForANewOne() throws DeviceFault {
    driver.read();
    far.silent = true;
    line.say(Hex.bytes("01 03 04 00 01 11 70 A6 47"), 150_000);
    fault();
    far.silent = false;
    far.gross = 555;
    assertEquals(5.55, driver.read().grams());
  }

  @Test
  void strayBytesBeforeAnAnswerDoNoHarm() throws DeviceFault {
    line.back = reply -> reply.length == 0 ? reply : concat(Hex.bytes("FA FD 99"), reply);
    assertEquals(12.34, driver.read().grams());
  }

  @Test
  void echoOfTheRequestIsNoAnswer() throws DeviceFault {
    line.there =
        request -> {
          line.say(request, 0);
          return request;
        };
    assertEquals(12.34, driver.read().grams());
    assertEquals(12.34, driver.read().grams());
  }

  @Test
  void declinedRequestNamesTheRegister() {
    far.exception = 2;
    DeviceFault fault = fault();
    assertEquals(FaultKind.REFUSED, fault.kind());
    assertTrue(fault.what().contains("register 8"), fault.what());
  }

  @Test
  void unpluggedLinkIsNotTriedAgain() {
    line.plug(false);
    assertEquals(FaultKind.LINK_DOWN, fault().kind());
  }

  @Test
  void babblingLineEndsTheReading() {
    far.silent = true;
    line.say(new byte[10_000], 0);
    assertEquals(FaultKind.GARBLED, fault().kind());
    assertTrue(line.micros < 2_000_000, line.micros + " us");
  }

  private DeviceFault fault() {
    return assertThrows(DeviceFault.class, driver::read);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
