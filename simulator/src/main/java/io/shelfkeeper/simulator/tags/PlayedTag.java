package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.world.CannotDo;

/** What can be done to a tag in a shop, and what is true of it. Times never go back. */
interface PlayedTag {

  /** Told what a tag shows when it has drawn. */
  interface Drawn {
    void shows(TagPlan plan, Glass glass);
  }

  /** Takes it out of reach, or brings it back. */
  void silent(boolean is, long nanos);

  /** Its battery is taken out and put in again, or its supply goes for a moment. */
  void restart(long nanos);

  /** What it measures of its battery. */
  void battery(int millivolts, long nanos) throws CannotDo;

  /** How many of the frames from and to it are lost. */
  void loss(double share, long nanos);

  TagState state(long nanos);
}
