package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.world.Dice;
import java.io.ByteArrayOutputStream;

/** A disturbed line: bytes flip a bit, get lost or come twice; garbage; two senders at a time. */
final class Noise {
  private final Dice dice;

  Noise(Dice dice) {
    this.dice = dice;
  }

  /** Disturbs each byte with that probability, in one of three ways. */
  byte[] disturbed(byte[] bytes, double probability) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    for (byte one : bytes) {
      int way = dice.chance(probability) ? dice.below(3) : -1;
      if (way == 0) {
        result.write(one ^ 1 << dice.below(8));
      } else if (way != 1) {
        result.write(one);
      }
      if (way == 2) {
        result.write(one);
      }
    }
    return result.toByteArray();
  }

  byte[] garbage() {
    byte[] bytes = new byte[1 + dice.below(12)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) dice.bits();
    }
    return bytes;
  }

  /** Two senders at the same time: each bit is the one's, the other's or low. */
  byte[] mixed(byte[] one, byte[] other) {
    byte[] longer = one.length >= other.length ? one : other;
    byte[] result = longer.clone();
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      result[i] =
          switch (dice.below(3)) {
            case 0 -> one[i];
            case 1 -> other[i];
            default -> (byte) (one[i] & other[i]);
          };
    }
    return result;
  }

  /** Milliseconds between two outbursts, a tenth of a second in the mean. */
  long pauseMillis() {
    return 5 + (long) (95 * dice.exponential());
  }

  /** Where to break a message of that length: 1 to length. */
  int pieceLength(int length) {
    return 1 + dice.below(length);
  }

  boolean chance(double probability) {
    return dice.chance(probability);
  }
}
