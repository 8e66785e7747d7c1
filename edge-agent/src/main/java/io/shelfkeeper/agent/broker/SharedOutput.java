package io.shelfkeeper.agent.broker;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way to the broker that the library and our {@link Publisher} share. Never lets a packet of
 * one begin within a packet of the other.
 */
final class SharedOutput extends FilterOutputStream {
  private final ReentrantLock lock = new ReentrantLock();

  /** The library's packet under way; only its sender writes here. */
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream(256);

  SharedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int one) {
    packet.write(one);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    packet.write(bytes, offset, length);
  }

  /** The end of a packet: the library flushes after each. */
  @Override
  public void flush() throws IOException {
    byte[] whole = packet.toByteArray();
    packet.reset();
    whole(whole, whole.length);
  }

  /** Writes whole packets, and waits for the network if it must. */
  void whole(byte[] packets, int length) throws IOException {
    lock.lock();
    try {
      out.write(packets, 0, length);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
