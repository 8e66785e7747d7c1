package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/** The pins of a machine. Used by one thread. */
public interface Pins {
  /**
   * @throws DeviceFault of kind {@code LINK_DOWN} if the pins cannot be reached at all
   */
  LineLink lines() throws DeviceFault;

  /** A pin that the kernel drives as an LED, and whose pulses it ends. */
  PulsedOutput led(String name) throws DeviceFault;

  /**
   * Looks whether there is such an LED, without touching it.
   *
   * @throws DeviceFault if there is none
   */
  void checkLed(String name) throws DeviceFault;

  /**
   * Whether this machine is known to let go of a line when the process that drives it dies. One
   * that is not known to may keep a coil energised until somebody comes; so does a line that cannot
   * be found.
   */
  boolean letsGoOf(LineName line);
}
