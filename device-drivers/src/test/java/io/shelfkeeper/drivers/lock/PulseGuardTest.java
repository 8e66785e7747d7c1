package io.shelfkeeper.drivers.lock;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import org.junit.jupiter.api.Test;

class PulseGuardTest {
  private static final long PULSE = 300;
  private static final long BOUND = 1_500;

  private final PulseGuard guard = new PulseGuard(2, BOUND, 0);

  private void begins(int channel, long now) {
    assertDoesNotThrow(() -> guard.begin(channel, PULSE, BOUND, now));
  }

  private void isRefused(int channel, long now) {
    assertThrows(DeviceFault.class, () -> guard.begin(channel, PULSE, BOUND, now));
  }

  @Test
  void firstPulseWaitsForOneOfTheProcessBefore() {
    isRefused(1, BOUND - 1);
    begins(1, BOUND);
  }

  @Test
  void secondPulseWaitsUntilTheFirstIsCertainlyOver() {
    begins(1, BOUND);
    isRefused(2, 2 * BOUND - 1);
    begins(2, 2 * BOUND);
  }

  @Test
  void pulseThatIsKnownToBeOverHoldsUpNobody() {
    begins(1, BOUND);
    guard.end(BOUND + 400);
    begins(2, BOUND + 400);
  }

  @Test
  void coilRestsNineTimesAsLongAsItWasOn() {
    begins(1, BOUND);
    guard.end(BOUND + 400);
    isRefused(1, BOUND + 10 * PULSE - 1);
    begins(1, BOUND + 10 * PULSE);
  }

  @Test
  void clockThatOverflowsChangesNothing() {
    long start = Long.MAX_VALUE - 100;
    PulseGuard late = new PulseGuard(1, BOUND, start);
    assertThrows(DeviceFault.class, () -> late.begin(1, PULSE, BOUND, start + BOUND - 1));
    assertDoesNotThrow(() -> late.begin(1, PULSE, BOUND, start + BOUND));
  }

  @Test
  void aPulseThatNobodyWaitsForAnyMoreIsNotMade() throws DeviceFault {
    PulseGuard.inTime(7, 7);
    DeviceFault late = assertThrows(DeviceFault.class, () -> PulseGuard.inTime(7, 8));
    assertEquals(FaultKind.REFUSED, late.kind());
  }
}
