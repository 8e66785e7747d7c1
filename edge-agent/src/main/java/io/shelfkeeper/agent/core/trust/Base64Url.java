package io.shelfkeeper.agent.core.trust;

import java.util.Arrays;

/**
 * Base64url without padding (RFC 7515, appendix C), in its one canonical form only: two texts never
 * decode to the same bytes, so a signed text cannot be dressed up as another one.
 */
final class Base64Url {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final byte[] VALUES = values();

  private Base64Url() {}

  /** Decodes {@code text[from, to)}. */
  static byte[] decode(byte[] text, int from, int to) throws Untrusted {
    int length = to - from;
    Untrusted.check(length % 4 != 1, Why.MALFORMED);
    byte[] bytes = new byte[length * 6 / 8];
    int bits = 0;
    int count = 0;
    int at = 0;
    for (int i = from; i < to; i++) {
      int value = text[i] < 0 ? -1 : VALUES[text[i]];
      Untrusted.check(value >= 0, Why.MALFORMED);
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        bytes[at++] = (byte) (bits >> count);
      }
    }
    // Bits that belong to no byte must be zero.
    Untrusted.check((bits & (1 << count) - 1) == 0, Why.MALFORMED);
    return bytes;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
