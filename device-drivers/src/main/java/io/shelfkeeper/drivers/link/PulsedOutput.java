package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/** An output that can be made active for a moment, and in no other way. */
public interface PulsedOutput extends AutoCloseable {
  /** The longest pulse of all: a coil that is energised for longer burns, and so may the shop. */
  int MILLIS_MAX = 5_000;

  /**
   * @throws IllegalArgumentException if no output can make such a pulse
   */
  static void checkMillis(int millis) {
    if (millis < 1 || millis > MILLIS_MAX) {
      throw new IllegalArgumentException("a pulse of " + millis + " ms");
    }
  }

  /**
   * Whether the kernel ends a pulse that it has begun, whatever becomes of this process. Otherwise
   * a process that is stopped or killed leaves the output as it is.
   */
  boolean isEndedByTheKernel();

  /**
   * One pulse. Returns when it has begun, or when it is over; {@link #isEndedByTheKernel} says
   * which.
   *
   * @param millis 1 to {@link #MILLIS_MAX}
   * @throws DeviceFault it may have begun; whoever is told switches off
   */
  void pulse(int millis) throws DeviceFault;

  /** Makes it inactive. */
  void off() throws DeviceFault;

  /** Makes it inactive and gives it back; does nothing if that has been done. */
  @Override
  void close();
}
