package io.shelfkeeper.agent.core.doors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All doors of a site, and the boards that see them.
 *
 * @param boards the lock boards in the order of the site file: readings name them by their index
 * @param doors in the order of the site file
 * @param caseSwitch sees whether the case of this device is shut, or null
 */
public record DoorsPlan(
    List<Board> boards, List<DoorPlan> doors, @Nullable ContactPlan caseSwitch) {
  public static final DoorsPlan NONE = new DoorsPlan(List.of(), List.of(), null);

  public DoorsPlan {
    boards = List.copyOf(boards);
    doors = List.copyOf(doors);
  }

  /**
   * @param device the site file's id of the board
   * @param bus the site file's id of its bus
   */
  public record Board(String device, String bus) {}
}
