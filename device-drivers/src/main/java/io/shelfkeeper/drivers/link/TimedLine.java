package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;
import java.util.concurrent.locks.LockSupport;

/**
 * A line that the calling thread makes active and inactive again. It cannot promise to: killed or
 * stopped in between, it leaves the line active.
 */
public final class TimedLine implements PulsedOutput {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final OutputLine line;

  public TimedLine(OutputLine line) {
    this.line = line;
  }

  @Override
  public boolean isEndedByTheKernel() {
    return false;
  }

  @Override
  public void pulse(int millis) throws DeviceFault {
    PulsedOutput.checkMillis(millis);
    try {
      line.set(true);
      // From now on: frozen before, it would be no pulse at all.
      long end = System.nanoTime() + millis * NANOS_PER_MILLI;
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    } finally {
      line.set(false);
    }
  }

  @Override
  public void off() throws DeviceFault {
    line.set(false);
  }

  @Override
  public void close() {
    line.close();
  }
}
