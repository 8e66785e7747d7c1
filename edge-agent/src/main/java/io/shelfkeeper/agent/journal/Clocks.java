package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.time.ClockTrust;

/**
 * How clock trust stands in a column: 0 unknown, 1 lower bound, 2 trusted. A number that was never
 * written is read as unknown, because trust is not made up.
 */
final class Clocks {
  private static final ClockTrust[] ALL = ClockTrust.values();

  private Clocks() {}

  static int written(ClockTrust clock) {
    return switch (clock) {
      case UNKNOWN -> 0;
      case LOWER_BOUND -> 1;
      case TRUSTED -> 2;
    };
  }

  static ClockTrust read(int stored) {
    return stored > 0 && stored < ALL.length ? ALL[stored] : ClockTrust.UNKNOWN;
  }
}
