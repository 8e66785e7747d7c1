package io.shelfkeeper.agent.replay.plot;

/**
 * What really happened, as a truth file says it.
 *
 * @param text goods and signed counts, short
 */
public record Happened(long fromMillis, long toMillis, String shelf, String text) {}
