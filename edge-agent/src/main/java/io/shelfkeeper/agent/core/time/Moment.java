package io.shelfkeeper.agent.core.time;

/**
 * One instant, handed to the core as data. The core never asks for the time.
 *
 * @param wallMillis milliseconds since 1970-01-01T00:00Z; a label, never the base of a duration
 * @param nanos monotonic nanoseconds since an arbitrary origin of this process
 * @param clock how far {@code wallMillis} may be believed
 */
public record Moment(long wallMillis, long nanos, ClockTrust clock) {

  public static final long NANOS_PER_MILLI = 1_000_000L;
  public static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Monotonic milliseconds, for rows and messages. */
  public long monotonicMillis() {
    return nanos / NANOS_PER_MILLI;
  }
}
