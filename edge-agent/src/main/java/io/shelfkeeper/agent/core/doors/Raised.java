package io.shelfkeeper.agent.core.doors;

/** Which alarm of a door stands. */
public enum Raised {
  NONE,
  /** It was open for too long. */
  HELD,
  /** It opened without a release. */
  FORCED;

  /** The word of messages, empty where none stands. */
  public String word() {
    return switch (this) {
      case NONE -> "";
      case HELD -> "held";
      case FORCED -> "forced";
    };
  }
}
