package io.shelfkeeper.agent.core.tags.campaign;

/**
 * Tags of one node that wait for a picture, in the order of their jobs.
 *
 * @param ago seconds since each was heard last, not a number if nobody knows
 * @param interval seconds between its check-ins
 * @param known whether it has the picture already and only has to draw it
 */
record Line(float[] ago, float[] interval, boolean[] known) {
  int size() {
    return ago.length;
  }
}
