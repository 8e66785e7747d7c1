package io.shelfkeeper.drivers.lock;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.Arrays;

/**
 * Keeps the pulses of one board apart: one at a time, and every coil rests nine times as long as it
 * was energised. Pure: monotonic time comes with each call. After a start a pulse of the process
 * before may still run, so the first one waits for it.
 */
public final class PulseGuard {
  /** Cabinet solenoids are made for intermittent duty, often one part in ten. */
  private static final int REST_FACTOR = 9;

  private final long[] restNanos;
  private long busyNanos;

  /**
   * @param channels outputs of the board
   * @param longestNanos no pulse of this board is longer
   */
  public PulseGuard(int channels, long longestNanos, long now) {
    restNanos = new long[channels];
    Arrays.fill(restNanos, now);
    busyNanos = now + longestNanos;
  }

  /**
   * Takes the board for a pulse, or says why not.
   *
   * @param channel from 1
   * @param pulseNanos how long the coil is energised: it rests nine times as long
   * @param boundNanos when it is certainly over, if nobody says so earlier
   */
  public void begin(int channel, long pulseNanos, long boundNanos, long now) throws DeviceFault {
    if (now - busyNanos < 0) {
      throw refused("another pulse of this board may still run", "Try again in a second.");
    }
    if (now - restNanos[channel - 1] < 0) {
      throw refused("the coil of lock " + channel + " has to rest", "Try again in some seconds.");
    }
    busyNanos = now + boundNanos;
    restNanos[channel - 1] = now + pulseNanos * (1 + REST_FACTOR);
  }

  /**
   * To be called right before the first byte leaves.
   *
   * @throws DeviceFault if whoever wanted the pulse does not wait for it any more
   */
  public static void inTime(long latestNanos, long now) throws DeviceFault {
    if (now - latestNanos > 0) {
      throw refused("the pulse came too late", "Order it again.");
    }
  }

  /**
   * The pulse of a coil is known to be over now. Has it lasted longer than it should, because the
   * process was stopped in it, the coil rests the longer.
   *
   * @param beganNanos when it was switched on
   */
  public void end(int channel, long beganNanos, long now) {
    end(now);
    rest(channel, now - beganNanos, now);
  }

  /** Lets a coil rest that may have been energised until now, for so long. */
  public void rest(int channel, long pulseNanos, long now) {
    long until = now + pulseNanos * REST_FACTOR;
    if (until - restNanos[channel - 1] > 0) {
      restNanos[channel - 1] = until;
    }
  }

  /** The pulse is known to be over, or known not to have begun. */
  public void end(long now) {
    busyNanos = now;
  }

  private static DeviceFault refused(String what, String check) {
    return new DeviceFault(FaultKind.REFUSED, "Nothing was moved: " + what, check);
  }
}
