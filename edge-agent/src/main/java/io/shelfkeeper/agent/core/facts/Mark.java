package io.shelfkeeper.agent.core.facts;

/**
 * A place in a lane together with the event that stands there: comparing numbers alone cannot see
 * that an older copy of the journal was restored and went on under numbers already used.
 *
 * @param seq highest number known, 0 for none
 * @param id the event under that number, empty for none
 */
public record Mark(long seq, String id) {
  public static final Mark NONE = new Mark(0, "");
}
