package io.shelfkeeper.drivers.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts Modbus RTU replies out of a stream of bytes. Never throws on what the wire brings, never
 * keeps more than one reply of the longest kind and one handful of garbage, and never throws away a
 * byte that may begin a reply.
 *
 * <p>A reply says by its second and third byte how long it is, so a good one is known with its last
 * byte, without waiting for silence. Where length or checksum do not fit, one byte is given up and
 * the rest is looked at again. The outcome depends on the bytes and silences only, not on how the
 * port lumps them.
 */
public final class RtuDecoder {
  private static final int GARBAGE_MAX = 64;
  private static final int REPLY_BYTES_MIN = 5;
  private static final int WRITE_REPLY_BYTES = 8;

  private final int[] functions;
  private final int dataBytesMax;
  private final byte[] held;
  private int heldSize;
  private final byte[] garbage = new byte[GARBAGE_MAX];
  private int garbageSize;
  private boolean garbageHeaded;
  private String garbageReason = "";

  /**
   * @param dataBytesMax largest byte count that a reply of functions 1 to 4 may announce
   * @param functions the function codes in use, of 1, 2, 3, 4, 5, 6, 15, 16: the fewer, the less
   *     garbage looks like a reply
   */
  public RtuDecoder(int dataBytesMax, int... functions) {
    this.dataBytesMax = dataBytesMax;
    this.functions = functions.clone();
    this.held = new byte[Math.max(WRITE_REPLY_BYTES, dataBytesMax + 5)];
  }

  /** Takes bytes as they come. */
  public List<RtuPiece> feed(byte[] bytes, int offset, int length) {
    List<RtuPiece> found = new ArrayList<>();
    for (int i = offset; i < offset + length; i++) {
      held[heldSize++] = bytes[i];
      cut(found, false);
    }
    return found;
  }

  /** The line was silent for 3.5 characters or longer: what is held will not be completed. */
  public List<RtuPiece> quiet() {
    List<RtuPiece> found = new ArrayList<>();
    cut(found, true);
    endGarbage(found);
    return found;
  }

  /** Forgets everything held. */
  public void reset() {
    heldSize = 0;
    garbageSize = 0;
  }

  private void cut(List<RtuPiece> found, boolean silence) {
    while (heldSize > 0) {
      int length = announcedLength();
      if (length < 0) {
        giveUpOne(found, "no reply begins here");
      } else if (length == 0 || heldSize < length) {
        if (!silence) {
          return;
        }
        giveUpOne(found, "the reply breaks off");
      } else if (Crc16.fits(held, 0, length)) {
        endGarbage(found);
        found.add(
            new RtuPiece.Reply(
                held[0] & 0xFF, held[1] & 0xFF, Arrays.copyOfRange(held, 2, length - 2)));
        drop(length);
      } else {
        giveUpOne(found, "the checksum does not fit");
      }
    }
  }

  /** Length of the reply that may begin here, 0 if it cannot be said yet, -1 if none begins. */
  private int announcedLength() {
    int address = held[0] & 0xFF;
    if (address < 1 || address > 247) {
      return -1;
    }
    if (heldSize < 2) {
      return 0;
    }
    int function = held[1] & 0x7F;
    if (Arrays.stream(functions).noneMatch(known -> known == function)) {
      return -1;
    }
    if (held[1] < 0) {
      return REPLY_BYTES_MIN;
    }
    if (function > 4) {
      return WRITE_REPLY_BYTES;
    }
    if (heldSize < 3) {
      return 0;
    }
    int count = held[2] & 0xFF;
    boolean possible = count > 0 && count <= dataBytesMax && (function <= 2 || count % 2 == 0);
    return possible ? count + 5 : -1;
  }

  private void giveUpOne(List<RtuPiece> found, String reason) {
    if (garbageSize == GARBAGE_MAX) {
      endGarbage(found);
    }
    if (garbageSize == 0) {
      garbageReason = reason;
      garbageHeaded = heldSize >= 3 && announcedLength() > 0;
    }
    garbage[garbageSize++] = held[0];
    drop(1);
  }

  private void endGarbage(List<RtuPiece> found) {
    if (garbageSize > 0) {
      byte[] bytes = Arrays.copyOf(garbage, garbageSize);
      found.add(new RtuPiece.Garbled(garbageReason, garbageHeaded, bytes));
      garbageSize = 0;
    }
  }

  private void drop(int length) {
    System.arraycopy(held, length, held, 0, heldSize - length);
    heldSize -= length;
  }
}
