package io.shelfkeeper.drivers.scale.rs485transmitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.Seed;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading.Condition;
import io.shelfkeeper.drivers.link.Noise;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the driver calls a trouble, and that noise never becomes a weight. */
class TransmitterTroubleTest {
  private final FarLine line = new FarLine();
  private final FarTransmitter far = line.device(1);
  private final TransmitterDriver driver = new TransmitterDriver(line, RtuTiming.at(115_200), 1);

  @Test
  void noiseOfHalfAPercentCostsFewPollsAndCorruptsNone() {
    Random random = Seed.of(TransmitterTroubleTest.class);
    line.there = new Noise(random, 0.005);
    line.back = line.there;
    int polls = 25_000;
    int good = 0;
    for (int poll = 0; poll < polls; poll++) {
      far.gross = random.nextInt(2_000_000) - 1_000_000;
      far.status = random.nextBoolean() ? 0x0002 : 0x0022;
      good += delivered() ? 1 : 0;
      line.micros += 100_000;
    }
    System.out.printf(
        "noise 0.5 %%: %d frames, %d of %d polls good%n", line.requests.size(), good, polls);
    assertTrue(good >= polls * 0.95, good + " of " + polls);
    assertTrue(line.requests.size() >= 50_000);
  }

  /** Reads once; whatever is delivered must be true. */
  private boolean delivered() {
    try {
      var reading = driver.read();
      assertEquals(far.gross / 100.0, reading.grams());
      if (far.status == 0x0022) {
        assertEquals(Condition.MOVING, reading.condition());
      }
      return true;
    } catch (DeviceFault fault) {
      return false;
    }
  }

  @Test
  void otherSpeedIsCalledWrongBaud() {
    Random random = Seed.of(TransmitterTroubleTest.class);
    line.back =
        bytes -> {
          byte[] other = new byte[bytes.length];
          random.nextBytes(other);
          return other;
        };
    assertTrue(kinds(10).contains(FaultKind.WRONG_BAUD));
  }

  @Test
  void secondDeviceThatAnswersAfterTheFirstIsAConflict() throws DeviceFault {
    line.device(1).gross = 99;
    assertTrue(kinds(20).contains(FaultKind.ADDRESS_CONFLICT));
    line.devices.removeLast();
    kinds(10);
    assertEquals(12.34, driver.read().grams());
  }

  @Test
  void secondDeviceThatSpeaksAtTheSameTimeIsAConflict() {
    FarTransmitter other = new FarTransmitter();
    other.gross = 77_777;
    line.back =
        bytes -> {
          byte[] second = other.answer(line.requests.getLast());
          byte[] mixed = bytes.clone();
          for (int i = 0; i < mixed.length; i++) {
            mixed[i] &= second[i];
          }
          return mixed;
        };
    assertTrue(kinds(10).contains(FaultKind.ADDRESS_CONFLICT));
  }

  @Test
  void noiseOfTwoPercentIsNeitherAConflictNorAnotherSpeed() {
    Random random = Seed.of(TransmitterTroubleTest.class);
    line.there = new Noise(random, 0.02);
    line.back = line.there;
    Set<FaultKind> kinds = kinds(2_000);
    assertFalse(kinds.contains(FaultKind.ADDRESS_CONFLICT), kinds::toString);
    assertFalse(kinds.contains(FaultKind.WRONG_BAUD), kinds::toString);
  }

  @Test
  void deviceThatIsAlwaysTooLateIsCalledSo() {
    far.delayMicros = 160_000;
    for (int poll = 0; poll < 10; poll++) {
      assertFalse(delivered());
      line.micros += 100_000;
    }
  }

  private Set<FaultKind> kinds(int polls) {
    Set<FaultKind> kinds = new TreeSet<>();
    for (int poll = 0; poll < polls; poll++) {
      try {
        driver.read();
      } catch (DeviceFault fault) {
        kinds.add(fault.kind());
      }
      line.micros += 100_000;
    }
    return kinds;
  }
}
