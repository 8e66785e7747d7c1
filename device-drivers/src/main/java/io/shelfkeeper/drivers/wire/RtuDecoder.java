package io.shelfkeeper.drivers.wire;

import java.util.Arrays;
import java.util.List;

/**
 * Cuts Modbus RTU replies out of a stream of bytes; {@link FrameCutter} says how. A reply says by
 * its second and third byte how long it is (Modbus Application Protocol 1.1b3, section 6).
 */
public final class RtuDecoder {
  private static final int DECLINED_BYTES = 5;
  private static final int WRITTEN_BYTES = 8;

  private final FrameCutter cutter;

  /**
   * @param dataBytesMax largest byte count that a reply of functions 1 to 4 may announce
   * @param functions the function codes in use, of 1, 2, 3, 4, 5, 6, 15, 16: the fewer, the less
   *     garbage looks like a reply
   */
  public RtuDecoder(int dataBytesMax, int... functions) {
    cutter = new FrameCutter(new Replies(dataBytesMax, functions.clone()));
  }

  /** Takes bytes as they come. */
  public List<RtuPiece> feed(byte[] bytes, int offset, int length) {
    return cutter.feed(bytes, offset, length).stream().map(RtuDecoder::piece).toList();
  }

  /** The line was silent for 3.5 characters or longer: what is held will not be completed. */
  public List<RtuPiece> quiet() {
    return cutter.quiet().stream().map(RtuDecoder::piece).toList();
  }

  /** Forgets everything held. */
  public void reset() {
    cutter.reset();
  }

  private static RtuPiece piece(FrameCutter.Piece piece) {
    return switch (piece) {
      case FrameCutter.Piece.Garbled g -> new RtuPiece.Garbled(g.reason(), g.headed(), g.bytes());
      case FrameCutter.Piece.Whole w -> {
        byte[] bytes = w.bytes();
        byte[] data = Arrays.copyOfRange(bytes, 2, bytes.length - 2);
        yield new RtuPiece.Reply(bytes[0] & 0xFF, bytes[1] & 0xFF, data);
      }
    };
  }

  private record Replies(int dataBytesMax, int[] functions) implements FrameCutter.Shape {
    @Override
    public int lengthMax() {
      return Math.max(WRITTEN_BYTES, dataBytesMax + 5);
    }

    @Override
    public int length(byte[] held, int size) {
      int address = held[0] & 0xFF;
      if (address < 1 || address > 247) {
        return -1;
      }
      if (size < 2) {
        return 0;
      }
      int function = held[1] & 0x7F;
      if (Arrays.stream(functions).noneMatch(known -> known == function)) {
        return -1;
      }
      if (held[1] < 0) {
        return DECLINED_BYTES;
      }
      if (function > 4) {
        return WRITTEN_BYTES;
      }
      return size < 3 ? 0 : length(function, held[2] & 0xFF);
    }

    private int length(int function, int count) {
      boolean possible = count > 0 && count <= dataBytesMax && (function <= 2 || count % 2 == 0);
      return possible ? count + 5 : -1;
    }

    @Override
    public boolean fits(byte[] held, int length) {
      return Crc16.fits(held, 0, length);
    }
  }
}
