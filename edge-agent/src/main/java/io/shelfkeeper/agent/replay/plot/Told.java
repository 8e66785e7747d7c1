package io.shelfkeeper.agent.replay.plot;

/**
 * What the engine said.
 *
 * @param text goods and signed counts, short
 * @param corrects whether it replaces something it said before
 */
public record Told(long millis, String shelf, String text, double confidence, boolean corrects) {}
