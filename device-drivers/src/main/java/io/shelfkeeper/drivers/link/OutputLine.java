package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/** A line that is driven. */
public interface OutputLine extends AutoCloseable {
  /**
   * @throws DeviceFault of kind {@code LINK_DOWN}: it is not known what the line does
   */
  void set(boolean active) throws DeviceFault;

  /** What was set last. */
  boolean isActive();

  /**
   * Makes it inactive and gives it back; does nothing if that has been done. What the level is
   * afterwards is the machine's business: fit a resistor.
   */
  @Override
  void close();
}
