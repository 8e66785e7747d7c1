package io.shelfkeeper.drivers.api;

/**
 * Lamps, lights and buzzers, played by one thread, which comes back when something is due. All are
 * off from the start until they are told what to show, and whenever their lines are not held.
 */
public interface SignalBoard {
  /**
   * What a signal shows from now on, at the next {@link #play}. What it shows already goes on
   * without a break: a limit of time is not begun anew by saying the same again.
   *
   * @param signal from 0, in the order of the setup
   */
  void show(int signal, SignalPattern pattern);

  /**
   * Makes every line what its pattern says of this moment.
   *
   * @throws DeviceFault of the first one that does not work. It is off and given back, and taken
   *     afresh a second later; the others go on
   */
  void play() throws DeviceFault;

  /**
   * When {@link #play} is to be called next, monotonic: at the next change, and once a second to
   * see that the lines are still ours.
   */
  long dueNanos();

  /** Switches all of them off and gives their lines back. What they show is kept for later. */
  void allOff();
}
