package io.shelfkeeper.agent.core.facts;

/**
 * What may become of a row that waits when there is no room for it, in the order in which rows go.
 * Decided by the type of the event, never by what is in it; published in the contract.
 */
public enum Retention {
  /** Goes first, the oldest before the younger. */
  DROPPABLE("droppable"),
  /** Goes once the same device or bay has told a newer one, which stays. */
  NEWEST("newest per subject"),
  /** Stays until the backend has it: whoever has no room for it stops acting. */
  NEVER_DROPPED("never dropped");

  private final String words;

  Retention(String words) {
    this.words = words;
  }

  /** The words of the contract's table. */
  public String words() {
    return words;
  }
}
