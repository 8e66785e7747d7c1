package io.shelfkeeper.drivers.api;

import java.util.List;

/**
 * All price tags behind one wire: a single one that hangs on it, or many by radio. Used by one
 * thread, which calls {@link #turn} over and over; nothing happens between calls.
 *
 * <p>A tag has one picture to come: a newer job for it takes the place of the one that waits. Any
 * number of tags may have a job. After a start the driver knows nothing of what tags show or what
 * the process before has sent.
 */
public interface PriceTags {
  /**
   * Takes a job. Returns at once; what comes of it is told by {@link #turn}.
   *
   * @throws IllegalArgumentException if there is no such model, or the name cannot be one of a tag
   */
  void show(TagJob job);

  /**
   * Talks with the far end and listens to it, and returns when something was heard of a tag.
   *
   * @param waitMillis returns after about this time at the latest. Tags ask for pictures and get
   *     tired of waiting: call again within 50 ms
   * @throws DeviceFault if the far end is gone or is not what it should be; jobs stay, and the next
   *     call starts afresh
   */
  List<TagReading> turn(int waitMillis) throws DeviceFault;
}
