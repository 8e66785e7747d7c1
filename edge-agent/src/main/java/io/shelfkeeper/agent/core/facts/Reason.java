package io.shelfkeeper.agent.core.facts;

/** Why stock changed. The device knows what happened at the shelf, never whether it was sold. */
public enum Reason {
  TAKEN,
  PUT_BACK,
  RESTOCKED,
  MISPLACED,
  CORRECTED,
  COUNTED,
  /** The shelf weighs other than when we last looked: it changed while the agent was away. */
  CHANGED_OFFLINE;

  /** The word of tables and messages. */
  public String word() {
    return switch (this) {
      case TAKEN -> "taken";
      case PUT_BACK -> "put_back";
      case RESTOCKED -> "restocked";
      case MISPLACED -> "misplaced";
      case CORRECTED -> "corrected";
      case COUNTED -> "counted";
      case CHANGED_OFFLINE -> "changed_offline";
    };
  }
}
