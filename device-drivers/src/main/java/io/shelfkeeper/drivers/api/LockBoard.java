package io.shelfkeeper.drivers.api;

/**
 * A board with locks at its outputs and contacts at its inputs, asked by one thread. Makes one
 * pulse at a time and none before it has been heard of.
 */
public interface LockBoard {
  /**
   * @param channel output, from 1
   * @param pulseMillis what each pulse shall last
   * @throws IllegalArgumentException if the board has no such output or cannot make such a pulse
   */
  Lock lock(int channel, int pulseMillis);

  /** Makes every output inactive: before anything else at the start, and at the end. */
  void allOff() throws DeviceFault;

  /**
   * Reads all contacts at once. One reading alone may be wrong on a noisy line: a door counts as
   * shut after two equal ones.
   *
   * @throws DeviceFault if they are not known
   */
  Contacts contacts() throws DeviceFault;

  /**
   * Whom to tell, from any thread, that a contact has moved: a reason to read now, and no more than
   * that. Said before the board is read first. A board that only answers has nothing to tell.
   */
  default void hintTo(Runnable reader) {}

  /**
   * Bytes that came while another board of the line was asked: an answer of this one among them,
   * too many, tells of a second board at its address.
   */
  void overhears(byte[] bytes, int offset, int length);
}
