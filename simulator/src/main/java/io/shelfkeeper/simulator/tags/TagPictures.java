package io.shelfkeeper.simulator.tags;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** How a tag reads the data of a picture. */
final class TagPictures {
  private static final int ONE_PLANE = 0x20;
  private static final int TWO_PLANES = 0x21;
  private static final int COMPRESSED = 0x30;
  private static final int HEADER = 6;

  /** A zlib stream whose window is 4,096 bytes; a tag has no memory for more. */
  private static final int[] SMALL_WINDOW = {0x48, 0xC7};

  private TagPictures() {}

  /** What the glass shows of it, null if this kind of tag can make nothing of it. */
  static @Nullable Glass decoded(TagKind kind, int type, byte[] data) {
    byte[] planes =
        switch (type) {
          case ONE_PLANE -> data.length == kind.plane() ? data : null;
          case TWO_PLANES -> data.length == 2 * kind.plane() ? data : null;
          case COMPRESSED -> kind.inflates() ? inflated(kind, data) : null;
          default -> null;
        };
    if (planes == null) {
      return null;
    }
    int second = planes.length == kind.plane() ? -1 : kind.plane() * 8;
    return Glass.painted(
        kind.width(),
        kind.height(),
        (x, y) -> {
          int bit = kind.bit(x, y);
          return kind.shade(isSet(planes, bit), second >= 0 && isSet(planes, second + bit));
        });
  }

  private static boolean isSet(byte[] planes, int bit) {
    return (planes[bit >> 3] << (bit & 7) & 0x80) != 0;
  }

  private static byte @Nullable [] inflated(TagKind kind, byte[] data) {
    if (data.length < 4 + SMALL_WINDOW.length
        || (data[4] & 0xFF) != SMALL_WINDOW[0]
        || (data[5] & 0xFF) != SMALL_WINDOW[1]) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    int length = in.getInt();
    if (length != HEADER + kind.plane() && length != HEADER + 2 * kind.plane()) {
      return null;
    }
    ByteBuffer plain = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(in);
      int inflated = inflater.inflate(plain.array());
      if (inflated != length || !inflater.finished()) {
        return null;
      }
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
    int planes = (length - HEADER) / kind.plane();
    boolean fits =
        plain.get() == HEADER
            && plain.getShort() == kind.rowLength()
            && plain.getShort() == kind.rows()
            && plain.get() == planes;
    return fits ? Arrays.copyOfRange(plain.array(), HEADER, length) : null;
  }
}
