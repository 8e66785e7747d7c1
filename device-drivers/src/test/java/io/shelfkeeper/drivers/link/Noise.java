package io.shelfkeeper.drivers.link;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A wire on which each byte is flipped in one bit, dropped or doubled with some probability. */
public record Noise(Random random, double share) implements UnaryOperator<byte[]> {
  @Override
  public byte[] apply(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte value : bytes) {
      int harm = random.nextDouble() < share ? random.nextInt(3) : -1;
      if (harm != 1) {
        out.write(harm == 0 ? value ^ 1 << random.nextInt(8) : value);
      }
      if (harm == 2) {
        out.write(value);
      }
    }
    return out.toByteArray();
  }
}
