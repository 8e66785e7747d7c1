package io.shelfkeeper.simulator.tags;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a PNG of few colours. The library that could do that starts a graphics system, which takes
 * longer than the whole simulator.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BITS = 4;
  private static final int PALETTE = 3;

  private Png() {}

  /**
   * @param shades an ordinal of {@link Shade} for each pixel, row by row
   */
  static byte[] of(int width, int height, byte[] shades) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) BITS).put((byte) PALETTE);
    chunk(out, "IHDR", header.array());
    ByteArrayOutputStream palette = new ByteArrayOutputStream();
    for (Shade shade : Shade.values()) {
      palette.write(shade.rgb() >> 16);
      palette.write(shade.rgb() >> 8);
      palette.write(shade.rgb());
    }
    chunk(out, "PLTE", palette.toByteArray());
    chunk(out, "IDAT", deflated(rows(width, height, shades)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Each row begins with a byte that says how it was filtered: not at all. */
  private static byte[] rows(int width, int height, byte[] shades) {
    int length = 1 + (width + 1) / 2;
    byte[] rows = new byte[length * height];
    for (int i = 0; i < shades.length; i++) {
      int x = i % width;
      rows[i / width * length + 1 + x / 2] |= (byte) (shades[i] << (x % 2 == 0 ? BITS : 0));
    }
    return rows;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] piece = new byte[4_096];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
    byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(type);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
