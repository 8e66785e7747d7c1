package io.shelfkeeper.simulator.models;

import java.io.ByteArrayOutputStream;

/**
 * What a receiver makes of bytes that were sent at another rate: the line's levels, sampled in the
 * middle of the bits that the receiver believes in. 8 data bits, no parity.
 */
final class UartTrace {
  private static final int BITS = 10;

  private UartTrace() {}

  /** Bytes heard; the same bytes if the rates agree. Bytes without a stop bit are heard too. */
  static byte[] heard(byte[] sent, int sentBaud, int heardBaud) {
    if (sentBaud == heardBaud) {
      return sent;
    }
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    double bitsPerBit = (double) sentBaud / heardBaud;
    double end = sent.length * (double) BITS;
    double at = 0;
    while (at < end) {
      if (level(sent, at)) {
        at += bitsPerBit / 16; // a receiver looks for the falling edge 16 times a bit
        continue;
      }
      int value = 0;
      for (int bit = 0; bit < 8; bit++) {
        value |= level(sent, at + (1.5 + bit) * bitsPerBit) ? 1 << bit : 0;
      }
      heard.write(value);
      at += 9.5 * bitsPerBit;
    }
    return heard.toByteArray();
  }

  /** The line at that many bit times after the start; idle is high. */
  private static boolean level(byte[] sent, double bits) {
    int index = (int) (bits / BITS);
    if (index >= sent.length) {
      return true;
    }
    int bit = (int) (bits - index * (double) BITS);
    return switch (bit) {
      case 0 -> false;
      case 9 -> true;
      default -> (sent[index] >> (bit - 1) & 1) == 1;
    };
  }
}
