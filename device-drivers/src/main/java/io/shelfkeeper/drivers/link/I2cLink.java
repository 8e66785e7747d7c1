package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/** A bus of chips on two wires. Used by one thread. */
public interface I2cLink extends AutoCloseable {
  /** Opens the bus; does nothing if it is open. */
  void open() throws DeviceFault;

  /**
   * One transfer that nobody gets in between of: bytes to the chip, then bytes from it.
   *
   * @param address 7 bits, 0x08 to 0x77
   * @param out the number of a register, and what is written into it; may be empty
   * @param in filled from there; may be empty
   * @throws DeviceFault {@code NO_ANSWER} if the chip did not say that it is there, {@code
   *     LINK_DOWN} if the bus is gone
   */
  void transfer(int address, byte[] out, byte[] in) throws DeviceFault;

  /** Closes the bus; does nothing if it is closed. */
  @Override
  void close();

  /** How people find it. */
  String where();
}
