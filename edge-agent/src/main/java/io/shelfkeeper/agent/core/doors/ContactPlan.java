package io.shelfkeeper.agent.core.doors;

/**
 * A switch at an input of a lock board.
 *
 * @param board index of the board in {@link DoorsPlan#boards}
 * @param input from 1
 * @param closedWhenShut whether the contact is closed while the door is shut
 */
public record ContactPlan(int board, int input, boolean closedWhenShut) {
  boolean isShut(long closedBits) {
    return (closedBits >>> input - 1 & 1) == 1 == closedWhenShut;
  }
}
