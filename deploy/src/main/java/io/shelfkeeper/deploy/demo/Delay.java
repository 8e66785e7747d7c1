package io.shelfkeeper.deploy.demo;

import java.util.List;

/**
 * How long a stroke was under way to the ledger.
 *
 * @param atMillis wall clock: end of the hand's motion
 * @param millis from there until the backend had it and acknowledged it
 */
public record Delay(long atMillis, long millis) {
  /**
   * @param share 0.5 for the median
   * @return 0 if there is none
   */
  static long quantile(List<Delay> delays, double share) {
    long[] sorted = delays.stream().mapToLong(Delay::millis).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
