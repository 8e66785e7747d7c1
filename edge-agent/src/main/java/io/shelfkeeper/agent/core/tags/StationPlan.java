package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * One device that serves tags.
 *
 * @param device the site file's id
 * @param bus the site file's id of its bus
 * @param checkInMinutes how often its tags are heard, 1 or more
 */
public record StationPlan(String device, String bus, int checkInMinutes) {
  private static final long MINUTE = 60 * Moment.NANOS_PER_SECOND;

  /** A tag that is not heard for so long is silent: three check-ins and a margin. */
  public long silentNanos() {
    return (3L * checkInMinutes + 2) * MINUTE;
  }
}
