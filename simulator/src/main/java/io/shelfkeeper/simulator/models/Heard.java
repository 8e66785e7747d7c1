package io.shelfkeeper.simulator.models;

import java.util.Arrays;

/**
 * The bytes that a device has heard and not understood yet. A silence ends whatever was begun, as
 * it does for real devices.
 */
final class Heard {
  /**
   * Real devices end a frame after a few characters of silence. Bytes through a pseudo-terminal
   * come when the kernel hands them over, so this is longer; it is still far below any reply
   * time-out.
   */
  private static final long SILENCE_NANOS = 20_000_000;

  private byte[] bytes = new byte[0];
  private long lastNanos;

  void add(byte[] more, long nanos) {
    if (nanos - lastNanos > SILENCE_NANOS) {
      clear();
    }
    lastNanos = nanos;
    int kept = bytes.length;
    bytes = Arrays.copyOf(bytes, kept + more.length);
    System.arraycopy(more, 0, bytes, kept, more.length);
  }

  /** Not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  void drop(int count) {
    bytes = Arrays.copyOfRange(bytes, count, bytes.length);
  }

  void clear() {
    bytes = new byte[0];
  }
}
