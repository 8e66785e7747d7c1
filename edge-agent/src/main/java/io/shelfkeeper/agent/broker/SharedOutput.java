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

  /** Bytes of the library up to now, also of a packet that waits for the network. */
  private volatile long libraryBytes;

  SharedOutput(OutputStream out) {
    super(out);
  }

  long libraryBytes() {
    return libraryBytes;
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
    take();
    libraryBytes += whole.length + Publisher.EACH_BYTES;
    whole(whole, whole.length);
  }

  /** Waits until the way is free, and keeps it for this thread until {@link #whole}. */
  void take() {
    lock.lock();
  }

  /** The same, but only if nobody has it: he may be waiting for the network. */
  boolean tryTake() {
    return lock.tryLock();
  }

  /** Writes whole packets, waits for the network if it must, and leaves the way to others. */
  void whole(byte[] packets, int length) throws IOException {
    try {
      out.write(packets, 0, length);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
