package io.shelfkeeper.agent.core.facts;

/** How an order ended. Final: what a sensor sees later is an event of the door. */
public enum Outcome {
  /** A contact saw the door open. */
  CONFIRMED,
  /** The board made the pulse, and no contact can see the door. */
  ASSUMED,
  /** It is known that the door did not open. */
  FAILED,
  /** It may have opened or not; nobody must conclude either. */
  UNKNOWN;

  /** The word of tables and messages. */
  public String word() {
    return switch (this) {
      case CONFIRMED -> "confirmed";
      case ASSUMED -> "assumed";
      case FAILED -> "failed";
      case UNKNOWN -> "unknown";
    };
  }

  /**
   * @throws IllegalArgumentException if no outcome has that word
   */
  public static Outcome of(String word) {
    for (Outcome outcome : values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("no outcome is called " + word);
  }
}
