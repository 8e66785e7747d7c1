package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/** A line that is looked at. Its level is the truth; an edge is a hint to look now. */
public interface InputLine extends AutoCloseable {
  /**
   * @throws DeviceFault of kind {@code LINK_DOWN}: it is not known
   */
  boolean isActive() throws DeviceFault;

  /** Edges that are known to have gone by unseen, because they came faster than they were taken. */
  long lostEdges();

  /** Gives it back; no hint comes after that. Does nothing if it has been done. */
  @Override
  void close();
}
