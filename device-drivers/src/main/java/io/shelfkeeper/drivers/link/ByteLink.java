package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;

/**
 * Moves bytes with a deadline on every call. Knows ports, nothing of frames. Used by one thread.
 * Every fault it throws is of kind {@code LINK_DOWN}; after one the link must be opened again.
 */
public interface ByteLink extends AutoCloseable {

  /** Opens the port; does nothing if it is open. */
  void open() throws DeviceFault;

  /**
   * Waits for at least one byte.
   *
   * @param waitMillis 0 to take only what is there
   * @return bytes read, 0 if none came in time
   */
  int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault;

  /** Sends all bytes. */
  void write(byte[] bytes) throws DeviceFault;

  /**
   * Throws away what has come in: on a bus where devices only answer it can be nothing but stale.
   */
  void discardInput() throws DeviceFault;

  /** Closes the port; does nothing if it is closed. */
  @Override
  void close();

  /** How people find it: the path or address. */
  String where();
}
