package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/**
 * Lines of GPIO chips. Every fault is of kind {@code LINK_DOWN} or {@code MISCONFIGURED} and names
 * the line, and whoever holds it, if somebody does.
 */
public interface LineLink extends AutoCloseable {
  /** Takes a line as an output. Its first level as an output is the inactive one. */
  OutputLine output(OutputSetup setup) throws DeviceFault;

  /**
   * Takes a line as an input.
   *
   * @param hint called after edges, from a thread of the chip, or if it has none from whoever asks
   *     for the level: must return at once
   */
  InputLine input(InputSetup setup, Runnable hint) throws DeviceFault;

  /**
   * Looks whether a line could be taken, without taking it.
   *
   * @throws DeviceFault if there is no such line, or somebody holds it
   */
  void check(LineName line) throws DeviceFault;

  /** Gives back all lines that are still held, outputs inactive. */
  @Override
  void close();
}
