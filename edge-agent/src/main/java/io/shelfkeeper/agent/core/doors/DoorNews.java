package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.time.Moment;

/** Hears of doors that move, for whoever waits for that. */
public interface DoorNews {
  /**
   * A door was seen to open.
   *
   * @param lock index of its lock
   */
  void opened(int lock, Moment now);

  /** A door was seen to shut. */
  void shut(int lock, Moment now);
}
