package io.shelfkeeper.drivers.api;

/**
 * One lock at one output of a board that ends every pulse by itself. It can be pulsed; there is no
 * way to hold it.
 */
public interface Lock {
  /**
   * Sends one pulse, once.
   *
   * @throws DeviceFault if it is certain that nothing moved: the board does not answer, another
   *     pulse runs, the coil has to rest, or the board declined. Everything else is {@link
   *     Pulse#UNANSWERED}
   */
  Pulse unlock() throws DeviceFault;
}
