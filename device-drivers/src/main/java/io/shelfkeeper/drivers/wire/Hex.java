package io.shelfkeeper.drivers.wire;

import java.util.HexFormat;

/** Bytes as people read them in a datasheet: {@code 01 03 00 50}. */
public final class Hex {
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

  private Hex() {}

  public static String text(byte[] bytes) {
    return SPACED.formatHex(bytes);
  }

  /**
   * Reads pairs of hexadecimal digits, with or without blanks between them.
   *
   * @throws IllegalArgumentException if a character is no hexadecimal digit or a pair is broken
   */
  public static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s+", ""));
  }
}
