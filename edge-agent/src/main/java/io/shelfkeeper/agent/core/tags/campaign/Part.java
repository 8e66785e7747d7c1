package io.shelfkeeper.agent.core.tags.campaign;

/**
 * Tags of one station that change together.
 *
 * @param fixture their fixture, or 0 where all fixtures change together
 * @param tags their numbers, in order
 */
record Part(int fixture, int station, int[] tags) {}
