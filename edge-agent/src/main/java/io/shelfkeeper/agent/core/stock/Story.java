package io.shelfkeeper.agent.core.stock;

import java.util.Arrays;

/**
 * One way in which all that was seen at a group of shelves can have come about, with the counts
 * that follow from it. Never changed once it is told; only how likely it is.
 */
final class Story {
  /** Net change of every pool since its opening, packages. */
  final int[] moved;

  /** So many packages every pool must have had at its opening, or this could not have happened. */
  final int[] least;

  /** Which reading of every followed taking is true; -1 if none that is kept. */
  final byte[] readings;

  /** Its probability. */
  double weight;

  Story(int[] moved, int[] least, byte[] readings, double weight) {
    this.moved = moved;
    this.least = least;
    this.readings = readings;
    this.weight = weight;
  }

  Story copy() {
    return new Story(moved, least, readings, weight);
  }

  /** Two stories that agree in this go on alike. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Story story
        && Arrays.equals(moved, story.moved)
        && Arrays.equals(least, story.least)
        && Arrays.equals(readings, story.readings);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(moved) + Arrays.hashCode(least)) + Arrays.hashCode(readings);
  }
}
