package io.shelfkeeper.agent.core.facts;

/**
 * A gap-free queue towards the backend with its own sequence and watermark. Lanes overtake each
 * other in the order given here; within a lane nothing ever overtakes.
 */
public enum Lane {
  /** Never dropped, committed at once, sent first. */
  ALARM,
  /** Never dropped, committed at once. */
  FACT,
  /** Committed in groups on a timer; may be dropped by class when the disk is full. */
  TELEMETRY;

  /** The word of topics, tables and messages. */
  public String word() {
    return switch (this) {
      case ALARM -> "alarm";
      case FACT -> "fact";
      case TELEMETRY -> "telemetry";
    };
  }

  /**
   * @throws IllegalArgumentException if no lane has that word
   */
  public static Lane of(String word) {
    for (Lane lane : values()) {
      if (lane.word().equals(word)) {
        return lane;
      }
    }
    throw new IllegalArgumentException("no lane is called " + word);
  }
}
