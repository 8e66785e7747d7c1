package io.shelfkeeper.simulator.models;

import java.util.List;

/**
 * Everything that hangs on the far end of one wire. A step machine: never waits, never reads a
 * clock; times are nanoseconds of virtual time and never go back.
 */
public interface FarEnd {

  /**
   * Takes bytes of the host.
   *
   * @param hostBaud the rate at which the host sent them and listens
   * @param nanos when the last of them has arrived
   * @return what comes back, not in order of time
   */
  List<Sending> hear(byte[] bytes, int hostBaud, long nanos);

  /** What comes unasked up to a time. */
  List<Sending> idle(int hostBaud, long nanos);

  /**
   * The host is gone; whoever speaks next is another. Lines that only carry bytes do not notice.
   */
  default void hungUp(long nanos) {}

  /** When {@link #idle} has something to say next, {@code Long.MAX_VALUE} for never. */
  long wakeNanos();
}
