package io.shelfkeeper.agent.core.doors;

/** What can be said of a door right now. */
public enum DoorView {
  /** Nothing sees it, its board is silent, or the last readings contradict each other. */
  UNKNOWN,
  /** Two readings in a row say so, of every contact it has, and none since says otherwise. */
  SHUT,
  /** Two readings in a row of one of its contacts said so. */
  OPEN;

  /** The word of messages. */
  public String word() {
    return switch (this) {
      case UNKNOWN -> "unknown";
      case SHUT -> "shut";
      case OPEN -> "open";
    };
  }
}
