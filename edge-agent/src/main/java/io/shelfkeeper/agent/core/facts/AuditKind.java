package io.shelfkeeper.agent.core.facts;

/** What the audit log holds. The words stand in the log and never change. */
public enum AuditKind {
  /** A count begins: on a new device, after a damaged journal, after an older copy came back. */
  CHAIN("chain"),
  /** What became of an order, or why it was refused. */
  ORDER("order"),
  /** An order passed every check and is used from now on. */
  PERMIT("permit"),
  /** A lock was asked to move, and what its board answered. */
  MOVEMENT("movement"),
  ALARM("alarm"),
  /** The site file, the trusted keys or the device's own key changed. */
  CONFIGURATION("configuration");

  private final String word;

  AuditKind(String word) {
    this.word = word;
  }

  /** The word of tables and files. */
  public String word() {
    return word;
  }
}
