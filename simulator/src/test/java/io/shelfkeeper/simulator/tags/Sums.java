package io.shelfkeeper.simulator.tags;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names of pictures: the first eight bytes of the MD5 of their data. */
final class Sums {
  private Sums() {}

  static String md5(byte[] data) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(data);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
    } catch (NoSuchAlgorithmException e) {
      // Every Java has it.
      throw new IllegalStateException(e);
    }
  }
}
