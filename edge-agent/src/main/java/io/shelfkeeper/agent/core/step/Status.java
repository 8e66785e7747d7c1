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
    StateReport state, String connection, List<LaneStatus> lanes, List<OpenFault> faults) {
  public Status {
    lanes = List.copyOf(lanes);
    faults = List.copyOf(faults);
  }

  /**
   * @param last highest number given
   * @param acknowledged highest number that the backend has
   * @param oldestMillis age of the oldest waiting row, 0 if none waits
   */
  public record LaneStatus(Lane lane, long last, Mark acknowledged, long oldestMillis) {}

  public record OpenFault(String device, String kind, String what, String check, long forMillis) {}
}
