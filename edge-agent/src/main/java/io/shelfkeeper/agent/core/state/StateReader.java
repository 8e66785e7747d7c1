package io.shelfkeeper.agent.core.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link StateWriter} wrote. Never believes a length: damaged bytes end in {@link
 * Unreadable}, not in an allocation.
 */
public final class StateReader {
  private final ByteBuffer buffer;

  /**
   * @throws Unreadable if the layout is not the version expected
   */
  public StateReader(byte[] bytes, int version) {
    buffer = ByteBuffer.wrap(bytes);
    if (bytes.length == 0 || buffer.get() != version) {
      throw new Unreadable("saved state has another layout than version " + version);
    }
  }

  public long number() {
    try {
      return buffer.getLong();
    } catch (BufferUnderflowException e) {
      throw new Unreadable("saved state ends in the middle of a number");
    }
  }

  /**
   * @throws Unreadable if the number is not one of 0 to {@code max}
   */
  public int count(int max) {
    long value = number();
    if (value < 0 || value > max) {
      throw new Unreadable("saved state counts " + value + ", more than " + max);
    }
    return (int) value;
  }

  public double real() {
    return Double.longBitsToDouble(number());
  }

  public String text() {
    int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
    if (length < 0 || length > buffer.remaining()) {
      throw new Unreadable("saved state ends in the middle of a text");
    }
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The bytes are not what we write today: another release's or damaged. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
