package io.shelfkeeper.agent.core.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a piece of the core's own state as bytes, the version of its layout first. Never a format
 * for anybody else: what leaves the device is a fact.
 */
public final class StateWriter {
  private static final int FIRST_SIZE = 256;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_SIZE);

  /**
   * @param version of the layout that follows, 1 to 127
   */
  public StateWriter(int version) {
    buffer.put((byte) version);
  }

  public StateWriter number(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Exactly; not a number is kept as that. */
  public StateWriter real(double value) {
    return number(Double.doubleToLongBits(value));
  }

  public StateWriter text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  public byte[] bytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      buffer = ByteBuffer.allocate(size).put(buffer.flip());
    }
    return buffer;
  }
}
