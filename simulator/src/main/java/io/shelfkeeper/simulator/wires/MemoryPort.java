package io.shelfkeeper.simulator.wires;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A port without an operating system, for tests: what the host sends and gets are byte arrays. */
public final class MemoryPort implements Port {
  private final BlockingQueue<byte[]> fromHost = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
  private volatile boolean open;

  /** The host sends; false if the plug is out. */
  public boolean send(byte[] bytes) {
    return open && fromHost.add(bytes.clone());
  }

  /** The host waits until it has that many bytes, or until time is up. */
  public byte[] receive(int length, long millis) throws InterruptedException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    byte[] piece = toHost.poll(millis, TimeUnit.MILLISECONDS);
    while (piece != null) {
      got.writeBytes(piece);
      piece = got.size() >= length ? null : toHost.poll(millis, TimeUnit.MILLISECONDS);
    }
    return got.toByteArray();
  }

  @Override
  public void open() {
    open = true;
  }

  @Override
  public int read(byte[] into, long waitNanos) {
    try {
      byte[] bytes = fromHost.poll(waitNanos, TimeUnit.NANOSECONDS);
      if (bytes == null) {
        return 0;
      }
      System.arraycopy(bytes, 0, into, 0, bytes.length);
      return bytes.length;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void write(byte[] bytes) {
    toHost.add(Arrays.copyOf(bytes, bytes.length));
  }

  @Override
  public int hostBaud(int configured) {
    return configured;
  }

  @Override
  public void close() {
    open = false;
    fromHost.clear();
  }

  @Override
  public String where() {
    return "memory";
  }
}
