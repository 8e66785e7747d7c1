package io.shelfkeeper.simulator.wires;

import java.io.IOException;

/** The simulator's end of a wire. Used by one thread, but for {@link #close}. */
interface Wire extends AutoCloseable {

  /** Makes the wire so that the other side can open it. */
  void plug() throws IOException;

  /** Tears it out: the other side sees its port die. */
  void unplug();

  boolean isPlugged();

  /**
   * Waits for bytes.
   *
   * @return how many came, 0 if none came in time or the other side is away
   */
  int read(byte[] into, int waitMillis) throws IOException;

  void write(byte[] bytes) throws IOException;

  /** Whether requests and replies share one line at a fixed speed that has to be kept. */
  int baud();

  @Override
  void close();
}
