package io.shelfkeeper.agent.core.facts;

/**
 * How far one lane has come: what was given, and what the backend has of it.
 *
 * @param last highest number given, with its event; {@code acknowledged} if no row waits
 * @param acknowledged what the backend has
 */
public record LaneEnds(Mark last, Mark acknowledged) {
  public static final LaneEnds EMPTY = new LaneEnds(Mark.NONE, Mark.NONE);
}
