package io.shelfkeeper.drivers.api;

/**
 * One lock at one output of a board that ends every pulse by itself. It can be pulsed; there is no
 * way to hold it.
 */
public interface Lock {
  /**
   * Sends one pulse, once, or none if it comes too late.
   *
   * @param latestNanos monotonic, by the clock of the board: after this its first byte does not
   *     leave, whatever the process was stopped by on the way
   * @throws DeviceFault if it is certain that nothing moved: the board does not answer, another
   *     pulse runs, the coil has to rest, it is too late, or the board declined. Everything else is
   *     {@link Pulse#UNANSWERED}
   */
  Pulse unlock(long latestNanos) throws DeviceFault;
}
