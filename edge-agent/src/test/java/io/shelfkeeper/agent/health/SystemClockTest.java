package io.shelfkeeper.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import org.junit.jupiter.api.Test;

class SystemClockTest {
  private static final long BOUND = 1_764_000_000_000L;

  private static final class Fake implements KernelClock {
    private long wallMillis = BOUND + 1_000;
    private long nanos = -5;
    private boolean byFile;
    private boolean byKernel;
    private int kernelAsked;

    @Override
    public long wallMillis() {
      return wallMillis;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public boolean synchronisedByFile() {
      return byFile;
    }

    @Override
    public boolean synchronised() {
      kernelAsked++;
      return byKernel;
    }

    private void pass(long seconds) {
      nanos += seconds * Moment.NANOS_PER_SECOND;
      wallMillis += seconds * 1_000;
    }
  }

  private final Fake kernel = new Fake();

  @Test
  void aBoardThatWokeUpIn1970SaysTheLowerBoundAndCountsOn() {
    kernel.wallMillis = 0;
    SystemClock clock = new SystemClock(kernel, BOUND);
    kernel.pass(7);
    assertEquals(new Moment(BOUND + 7_000, kernel.nanos, ClockTrust.LOWER_BOUND), clock.now());
  }

  @Test
  void aClockInTheFarFutureIsALabelAndNoBound() {
    kernel.wallMillis = BOUND * 2;
    Moment now = new SystemClock(kernel, BOUND).now();
    assertEquals(new Moment(BOUND * 2, kernel.nanos, ClockTrust.UNKNOWN), now);
  }

  @Test
  void theWordOfTheTimeServiceIsBelievedAtOnce() {
    kernel.byFile = true;
    assertEquals(ClockTrust.TRUSTED, new SystemClock(kernel, BOUND).now().clock());
  }

  @Test
  void aClockThatIsSetLaterIsNoticedAndOneThatIsLostToo() {
    SystemClock clock = new SystemClock(kernel, BOUND);
    kernel.byKernel = true;
    kernel.pass(9);
    assertEquals(ClockTrust.UNKNOWN, clock.now().clock());
    kernel.pass(1);
    assertEquals(ClockTrust.TRUSTED, clock.now().clock());
    kernel.byKernel = false;
    kernel.pass(10);
    assertEquals(ClockTrust.UNKNOWN, clock.now().clock());
  }

  @Test
  void theKernelIsAskedSeldom() {
    SystemClock clock = new SystemClock(kernel, BOUND);
    for (int i = 0; i < 100; i++) {
      kernel.nanos += Moment.NANOS_PER_SECOND / 5;
      clock.now();
    }
    assertEquals(2, kernel.kernelAsked);
  }

  @Test
  void theRealKernelAnswers() {
    LinuxClock real = new LinuxClock();
    boolean first = real.synchronised();
    assertEquals(first, real.synchronised());
    assertTrue(real.wallMillis() > BOUND);
  }
}
