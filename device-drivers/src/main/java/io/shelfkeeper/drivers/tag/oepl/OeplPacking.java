package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * A picture as a tag's memory wants it: turned, one or two planes of a bit per pixel, first pixel
 * in the highest bit, rows not padded, each plane rounded up to a whole byte.
 *
 * @param planes 1 or 2
 * @param rowLength pixels of a row of the tag's memory
 * @param bytes the planes, one after the other
 */
public record OeplPacking(int planes, int rowLength, int rows, byte[] bytes) {
  private static final int HEADER = 6;

  /**
   * Packs a picture. Colours that the tag does not have become black; a picture without any needs
   * one plane only, also on a tag that has them.
   *
   * @throws IllegalArgumentException if it is not of the size of the tag's glass
   */
  public static OeplPacking of(TagPicture picture, OeplTagType type) {
    if (!type.fits(picture)) {
      throw new IllegalArgumentException(
          "a picture of %s for a tag of %d x %d".formatted(picture, type.width(), type.height()));
    }
    int width = type.width();
    int height = type.height();
    boolean upright = type.turn() == OeplTagType.Turn.NONE || type.turn() == OeplTagType.Turn.HALF;
    int rowLength = upright ? width : height;
    int plane = (width * height + 7) / 8;
    byte[] bytes = new byte[2 * plane];
    boolean coloured = false;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Ink ink = picture.ink(x, y);
        if (ink == Ink.WHITE) {
          continue;
        }
        int bit = place(type, x, y, rowLength);
        int mask = 0x80 >> (bit & 7);
        int code = ink.ordinal() < type.inks() ? ink.ordinal() : Ink.BLACK.ordinal();
        if ((code & 1) != 0) {
          bytes[bit >> 3] |= (byte) mask;
        }
        if ((code & 2) != 0) {
          bytes[plane + (bit >> 3)] |= (byte) mask;
          coloured = true;
        }
      }
    }
    int planes = coloured ? 2 : 1;
    return new OeplPacking(
        planes, rowLength, upright ? height : width, Arrays.copyOf(bytes, planes * plane));
  }

  /** The bit of a pixel in each plane. */
  private static int place(OeplTagType type, int x, int y, int rowLength) {
    int right = type.width() - 1 - x;
    int below = type.height() - 1 - y;
    return switch (type.turn()) {
      case NONE -> y * rowLength + x;
      case QUARTER -> right * rowLength + y;
      case HALF -> below * rowLength + right;
      case THREE_QUARTERS -> x * rowLength + below;
    };
  }

  /** The type to announce it under. */
  public int type() {
    return planes == 1 ? OeplAnnouncement.ONE_PLANE : OeplAnnouncement.TWO_PLANES;
  }

  /**
   * The same for tags that take compressed pictures, behind its length.
   *
   * <p>A tag has room for a window of 4,096 bytes only, and the library cannot make less than
   * 32,768: so it is told to look back for nothing at all, and the window that the stream names is
   * corrected. An inflater with the small window reads it; on a real tag <em>unverified</em>.
   */
  public byte[] compressed() {
    ByteBuffer plain = ByteBuffer.allocate(HEADER + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    plain.put((byte) HEADER).putShort((short) rowLength).putShort((short) rows);
    plain.put((byte) planes).put(bytes);
    byte[] into = new byte[plain.capacity() * 101 / 100 + 64];
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    deflater.setInput(plain.array());
    deflater.finish();
    int length = 0;
    while (!deflater.finished()) {
      length += deflater.deflate(into, length, into.length - length);
    }
    deflater.end();
    ByteBuffer stream = ByteBuffer.allocate(4 + length).order(ByteOrder.LITTLE_ENDIAN);
    stream.putInt(plain.capacity()).put(into, 0, length);
    return stream.put(4, (byte) 0x48).put(5, (byte) 0xC7).array();
  }
}
