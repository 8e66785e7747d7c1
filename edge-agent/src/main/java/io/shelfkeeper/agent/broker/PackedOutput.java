package io.shelfkeeper.agent.broker;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes messages that follow each other at once together: the library would make a system call,
 * and with TLS a record, of each. Never waits for a message that is not on its way already.
 */
final class PackedOutput extends FilterOutputStream {
  private static final int BYTES = 16 * 1024;
  private static final int PUBLISH = 3;

  private final Crowd crowd;
  private final ReentrantLock lock = new ReentrantLock();
  private final byte[] held = new byte[BYTES];
  private int size;

  /** Kind of the packet under way, or -1 between two. */
  private int kind = -1;

  PackedOutput(OutputStream out, Crowd crowd) {
    super(out);
    this.crowd = crowd;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (kind < 0 && length > 0) {
        kind = (bytes[offset] & 0xFF) >> 4;
      }
      if (length > held.length - size) {
        empty();
      }
      if (length > held.length) {
        out.write(bytes, offset, length);
      } else {
        System.arraycopy(bytes, offset, held, size, length);
        size += length;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The end of a packet: the library flushes after each. */
  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      boolean message = kind == PUBLISH;
      kind = -1;
      if (message) {
        crowd.leaves();
      }
      if (!message || !crowd.isThere()) {
        empty();
        out.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is held, unless somebody is writing just now. */
  void letGo() throws IOException {
    if (lock.tryLock()) {
      try {
        if (size > 0 && kind < 0) {
          crowd.forget();
          empty();
          out.flush();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void empty() throws IOException {
    int count = size;
    size = 0;
    out.write(held, 0, count);
  }
}
