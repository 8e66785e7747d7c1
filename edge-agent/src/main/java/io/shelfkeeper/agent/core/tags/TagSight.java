package io.shelfkeeper.agent.core.tags;

import org.jspecify.annotations.Nullable;

/** What is known of tags, by their numbers: their places in the site file. */
public interface TagSight {
  /** Whether all tags were looked at since the prices in force changed. */
  boolean isSettled();

  /** What the tag shall show now; null if that is nothing. */
  @Nullable Label wanted(int tag);

  /** What it confirmed last; null if it never did. */
  @Nullable Label confirmed(int tag);

  /**
   * Whether what it confirmed last is on its glass: it did not begin anew, and was sent no other.
   */
  boolean isKnown(int tag);

  /** What it keeps in reserve, as far as it said so. */
  @Nullable Label reserved(int tag);

  /** Whether it shows for certain what it shall. */
  boolean isRight(int tag);

  /** Whether its station has a job for it. */
  boolean hasJob(int tag);

  /** Whether it was not heard for too long. */
  boolean isSilent(int tag);

  /** The number of a tag by its name, -1 if there is none. */
  int number(String id);
}
