package io.shelfkeeper.agent.devices;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the pulses of one supply apart, over all boards and buses that it feeds: coils that pull in
 * together draw it down. Used by the threads of all buses; never makes one wait for another.
 */
final class SharedSupplies {
  private final Map<String, Long> busyUntil = new HashMap<>();

  /**
   * At a start a pulse of the process before may still run, where nobody can switch it off.
   *
   * @param output a lock that the supply feeds
   */
  synchronized void startAt(BoardChannel.Output output, long now) {
    if (output.answersAfterPulse()) {
      long until = now + output.boundMillis() * 1_000_000L;
      // The longest of all that hang on it.
      busyUntil.merge(output.supply(), until, (one, other) -> one - other > 0 ? one : other);
    }
  }

  /**
   * Takes the supply, until {@link #free}.
   *
   * @return false if another lock of it may be energised
   */
  synchronized boolean take(String supply, long now) {
    Long until = busyUntil.get(supply);
    if (until != null && (until == Long.MAX_VALUE || now - until < 0)) {
      return false;
    }
    busyUntil.put(supply, Long.MAX_VALUE);
    return true;
  }

  /** The pulse for which it was taken is over by then. */
  synchronized void free(String supply, long thenNanos) {
    busyUntil.put(supply, thenNanos);
  }
}
