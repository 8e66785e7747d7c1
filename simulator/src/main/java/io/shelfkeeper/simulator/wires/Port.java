package io.shelfkeeper.simulator.wires;

import java.io.IOException;

/**
 * The far side of a port that a host can open. Used by one thread; never blocks for longer than it
 * is told to.
 */
public interface Port extends AutoCloseable {

  /**
   * Makes the port appear to the host.
   *
   * @throws IOException if it cannot; the message is for a technician
   */
  void open() throws IOException;

  /**
   * Waits for bytes of the host.
   *
   * @param waitNanos 0 or more; may return a little earlier or up to 1 ms later
   * @return bytes read, 0 if none came, -1 if the host has hung up: what comes next is another's
   */
  int read(byte[] into, long waitNanos) throws IOException;

  /** Sends bytes; what nobody takes is lost, as on a line. */
  void write(byte[] bytes) throws IOException;

  /**
   * The rate at which the host opened the port.
   *
   * @param configured the answer where a port cannot know
   */
  int hostBaud(int configured);

  /** Makes the port disappear, as when its plug is pulled. */
  @Override
  void close();

  /** Where the host finds it. */
  String where();
}
