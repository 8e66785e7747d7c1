package io.shelfkeeper.agent.broker.payload;

import java.time.Instant;

/**
 * Wall times as RFC 3339 text, the same as {@link Instant#toString} gives. Remembers the last
 * second, because rows come in crowds; two threads may ask, each of them gets its own right answer.
 */
final class WallTimes {
  private static final long MILLIS = 1000;

  /** Brings leading zeros along. */
  private static final int BASE = 1000;

  private Second last = Second.of(0);

  /**
   * @param text up to the seconds, without a zone
   */
  private record Second(long second, String text) {
    static Second of(long second) {
      String whole = Instant.ofEpochSecond(second).toString();
      return new Second(second, whole.substring(0, whole.length() - 1));
    }
  }

  /**
   * @param wallMillis since 1970, not negative
   */
  String of(long wallMillis) {
    long second = wallMillis / MILLIS;
    Second now = last;
    if (now.second != second) {
      now = Second.of(second);
      last = now;
    }
    int millis = (int) (wallMillis % MILLIS);
    if (millis == 0) {
      return now.text + "Z";
    }
    String digits = Integer.toString(BASE + millis);
    return now.text + "." + digits.substring(1) + "Z";
  }
}
