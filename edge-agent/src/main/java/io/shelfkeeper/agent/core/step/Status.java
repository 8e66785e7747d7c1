package io.shelfkeeper.agent.core.step;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.StateReport;
import java.util.List;

/**
 * How the agent is, for a person on the spot.
 *
 * @param connection one word: {@code offline}, {@code connecting}, {@code greeting}, {@code online}
 */
public record Status(
    StateReport state,
    String connection,
    List<LaneStatus> lanes,
    List<Door> doors,
    List<OpenFault> faults) {
  public Status {
    lanes = List.copyOf(lanes);
    doors = List.copyOf(doors);
    faults = List.copyOf(faults);
  }

  /**
   * @param last highest number given
   * @param acknowledged highest number that the backend has
   * @param oldestMillis age of the oldest waiting row, 0 if none waits
   */
  public record LaneStatus(Lane lane, long last, Mark acknowledged, long oldestMillis) {}

  /**
   * @param lock id of its lock
   * @param view {@code shut}, {@code open} or {@code unknown}
   * @param alarm {@code forced} or {@code held} while that stands, else empty
   */
  public record Door(String door, String lock, String view, String alarm) {}

  public record OpenFault(String device, String kind, String what, String check, long forMillis) {}
}
