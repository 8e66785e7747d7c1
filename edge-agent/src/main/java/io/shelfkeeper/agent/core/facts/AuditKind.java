package io.shelfkeeper.agent.core.facts;

/** What the audit log holds. The words stand in the log and never change. */
public enum AuditKind {
  /** The chain begins; the detail names the checkpoint that the chain before it ended with. */
  CHAIN_STARTED,
  ORDER,
  PERMIT,
  MOVEMENT,
  ALARM,
  CONFIGURATION;

  /** The word of tables and files. */
  public String word() {
    return switch (this) {
      case CHAIN_STARTED -> "chain_started";
      case ORDER -> "order";
      case PERMIT -> "permit";
      case MOVEMENT -> "movement";
      case ALARM -> "alarm";
      case CONFIGURATION -> "configuration";
    };
  }

  /**
   * @throws IllegalArgumentException if no kind has that word
   */
  public static AuditKind of(String word) {
    for (AuditKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of audit entry is called " + word);
  }
}
