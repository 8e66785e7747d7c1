package io.shelfkeeper.agent.core.facts;

/**
 * Numbers of a lane whose rows could not be read.
 *
 * @param to last of them, 0 if nobody knows how many there were
 */
public record LostRange(Lane lane, long from, long to) {}
