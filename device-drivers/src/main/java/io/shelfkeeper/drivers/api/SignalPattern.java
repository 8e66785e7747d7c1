package io.shelfkeeper.drivers.api;

import java.util.Locale;

/**
 * What a lamp or buzzer does, as a function of the time since it began to. Pure. A round is so many
 * pulses of equal length and then, perhaps, a rest; rounds follow each other without an end.
 *
 * <p>Nothing flashes more often than three times a second: more can harm people (WCAG 2.2, 2.3.1).
 */
public enum SignalPattern {
  /** Never on. */
  OFF(0, 1_000, 1, 1_000),

  /** Always on. */
  STEADY(1_000, 1_000, 1, 1_000),

  /** 0.5 Hz, on for half of the time. */
  SLOW_BLINK(1_000, 2_000, 1, 2_000),

  /** 2.5 Hz, on for half of the time; of a buzzer, a broken tone. */
  FAST_BLINK(200, 400, 1, 400),

  /** Three beeps of 0.1 s, 0.3 s from one to the next, every 5 s: on for 6 % of the time. */
  BEEPS(100, 300, 3, 5_000);

  /** What {@link #changesAfterNanos} says of a pattern that stays as it is. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final long onNanos;
  private final long periodNanos;
  private final int pulses;
  private final long roundNanos;

  SignalPattern(int onMillis, int periodMillis, int pulses, int roundMillis) {
    onNanos = onMillis * NANOS_PER_MILLI;
    periodNanos = periodMillis * NANOS_PER_MILLI;
    this.pulses = pulses;
    roundNanos = roundMillis * NANOS_PER_MILLI;
  }

  /** The word of messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param nanos since it began, 0 or more
   */
  public boolean isOn(long nanos) {
    long at = nanos % roundNanos;
    return at < pulses * periodNanos && at % periodNanos < onNanos;
  }

  /**
   * How long {@link #isOn} stays as it is.
   *
   * @param nanos since it began, 0 or more
   * @return nanoseconds, at least 1; {@link #NEVER} if it never changes
   */
  public long changesAfterNanos(long nanos) {
    if (onNanos == 0 || onNanos == roundNanos) {
      return NEVER;
    }
    long at = nanos % roundNanos;
    long pulse = at / periodNanos;
    if (isOn(nanos)) {
      return pulse * periodNanos + onNanos - at;
    }
    return (pulse + 1 < pulses ? (pulse + 1) * periodNanos : roundNanos) - at;
  }
}
