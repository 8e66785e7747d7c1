package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * One device that serves tags.
 *
 * @param device the site file's id
 * @param bus the site file's id of its bus
 * @param checkInMinutes how often its tags are heard, 1 or more
 * @param silentSeconds a tag that is not heard for so long is silent
 */
public record StationPlan(String device, String bus, int checkInMinutes, int silentSeconds) {
  /** Jobs that a station keeps itself, a place each; the others wait in the host. */
  public static final int PLACES = 250;

  /** Where three check-ins and a margin are silence. */
  public StationPlan(String device, String bus, int checkInMinutes) {
    this(device, bus, checkInMinutes, 60 * (3 * checkInMinutes + 2));
  }

  /** A tag that is not heard for so long is silent. */
  public long silentNanos() {
    return silentSeconds * Moment.NANOS_PER_SECOND;
  }
}
