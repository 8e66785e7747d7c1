package io.shelfkeeper.drivers.api;

/** One weighing channel. Never tares, never zeroes by itself. */
public interface Scale {
  /**
   * Asks for one weight and waits for it, at most as long as the device is known to take.
   *
   * @throws DeviceFault if no weight came; the next call starts afresh
   */
  ScaleReading read() throws DeviceFault;
}
