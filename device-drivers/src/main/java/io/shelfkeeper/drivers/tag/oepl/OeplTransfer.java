package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.TagPicture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a tag fetches, block by block.
 *
 * @param type as announced
 * @param version names the data
 */
record OeplTransfer(int type, long version, byte[] data) {

  /**
   * @param compress whether the tag takes compressed pictures
   */
  static OeplTransfer of(TagPicture picture, OeplTagType type, boolean compress) {
    OeplPacking packing = OeplPacking.of(picture, type);
    byte[] data = compress ? packing.compressed() : packing.bytes();
    return new OeplTransfer(
        compress ? OeplAnnouncement.COMPRESSED : packing.type(), version(data), data);
  }

  /** The first eight bytes of the MD5, the first one lowest. */
  static long version(byte[] data) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(data);
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (NoSuchAlgorithmException e) {
      // Every Java has it.
      throw new IllegalStateException(e);
    }
  }
}
