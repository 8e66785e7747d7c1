package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Lane;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publications that the broker has not answered yet, oldest first. Their number never exceeds what
 * the broker said it takes; one that belongs to an older greeting keeps its place until answered.
 */
final class Flights {
  private final Map<Long, Flight> byToken = new LinkedHashMap<>();
  private long lastToken;
  private long landedNanos = Long.MIN_VALUE;

  /** What is under way. */
  sealed interface Flight {
    long sentNanos();
  }

  /**
   * @param from first number that the row stands for
   * @param epoch greeting in which it was sent; an older one's answer moves nothing
   */
  record RowFlight(long sentNanos, Lane lane, long from, long seq, String id, int epoch)
      implements Flight {}

  record BirthFlight(long sentNanos) implements Flight {}

  record StateFlight(long sentNanos) implements Flight {}

  record ChallengeFlight(long sentNanos) implements Flight {}

  /** Returns the token under which the broker will answer; tokens never repeat. */
  long add(Flight flight) {
    lastToken++;
    byToken.put(lastToken, flight);
    return lastToken;
  }

  /** The flight that has landed, or null if nobody waits for it. */
  @Nullable Flight land(long token, long nowNanos) {
    Flight landed = byToken.remove(token);
    if (landed != null) {
      landedNanos = nowNanos;
    }
    return landed;
  }

  boolean anyBirth() {
    return byToken.values().stream().anyMatch(flight -> flight instanceof BirthFlight);
  }

  int size() {
    return byToken.size();
  }

  /**
   * Since when the broker is silent about what is under way, {@code Long.MAX_VALUE} if nothing is.
   * A slow line is not silent: it answers one after the other.
   */
  long quietNanos() {
    Iterator<Flight> oldest = byToken.values().iterator();
    return oldest.hasNext() ? Math.max(landedNanos, oldest.next().sentNanos()) : Long.MAX_VALUE;
  }

  void clear() {
    landedNanos = Long.MIN_VALUE;
    byToken.clear();
  }
}
