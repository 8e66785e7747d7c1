package io.shelfkeeper.drivers.tag.waveshare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to frames and back for the serial line of a Waveshare 4.3 inch e-paper module. Pure.
 *
 * <p>A frame is {@code A5}, its whole length in two bytes, a command, its data, {@code CC 33 C3
 * 3C}, and the exclusive-or of all before. Numbers are big-endian. An answer is text without an
 * end.
 */
public final class WaveshareCodec {
  private static final byte START = (byte) 0xA5;
  private static final byte[] END = {(byte) 0xCC, 0x33, (byte) 0xC3, 0x3C};

  /** Start, length, command, end and check byte. */
  private static final int FRAME = 9;

  private static final String ERROR = "Error:";
  private static final String TAKEN = "OK";

  /** A shade of grey as the module counts them. */
  public enum Grey {
    BLACK,
    DARK,
    LIGHT,
    WHITE
  }

  /**
   * What a module says to a command.
   *
   * @param error its number, null if it took the command
   */
  public record Answer(@Nullable Integer error) {}

  private final StringBuilder held = new StringBuilder();

  /** Asks whether it is there. */
  public static byte[] handshake() {
    return frame(0x00);
  }

  /** Turns what is drawn from now on upright, or upside down. */
  public static byte[] upsideDown(boolean is) {
    return frame(0x0D, is ? 1 : 0);
  }

  /** Colours of what is drawn from now on. */
  public static byte[] colours(Grey front, Grey back) {
    return frame(0x10, front.ordinal(), back.ordinal());
  }

  /** Clears what was drawn with the colour of the background. */
  public static byte[] clear() {
    return frame(0x2E);
  }

  /**
   * A filled rectangle; both corners belong to it.
   *
   * @param left 0 to 799, as the right one
   * @param top 0 to 599, as the bottom one
   */
  public static byte[] filled(int left, int top, int right, int bottom) {
    return frame(0x24, left >> 8, left, top >> 8, top, right >> 8, right, bottom >> 8, bottom);
  }

  /** Shows what was drawn since. */
  public static byte[] refresh() {
    return frame(0x0A);
  }

  private static byte[] frame(int command, int... data) {
    int length = FRAME + data.length;
    ByteBuffer frame = ByteBuffer.allocate(length).put(START).putShort((short) length);
    frame.put((byte) command);
    for (int one : data) {
      frame.put((byte) one);
    }
    frame.put(END);
    byte check = 0;
    for (int i = 0; i < length - 1; i++) {
      check ^= frame.get(i);
    }
    return frame.put(check).array();
  }

  /**
   * Takes bytes of an answer as they come.
   *
   * @return null as long as it is none
   */
  public @Nullable Answer feed(byte[] bytes, int length) {
    held.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    if (held.indexOf(TAKEN) >= 0) {
      held.setLength(0);
      return new Answer(null);
    }
    return null;
  }

  /**
   * The line was silent: an error's number has no end but that.
   *
   * @return null if there is no answer
   */
  public @Nullable Answer quiet() {
    int at = held.indexOf(ERROR);
    String digits = at < 0 ? "" : held.substring(at + ERROR.length());
    held.setLength(0);
    return digits.matches("[0-9]{1,4}") ? new Answer(Integer.valueOf(digits)) : null;
  }
}
