package io.shelfkeeper.drivers.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts frames that say by their beginning how long they are out of a stream of bytes. Never throws
 * on what the wire brings, never keeps more than one frame of the longest kind and one handful of
 * garbage, and never throws away a byte that may begin a frame.
 *
 * <p>A good frame is known with its last byte, without waiting for silence. Where length or
 * contents do not fit, one byte is given up and the rest is looked at again. The outcome depends on
 * the bytes and silences only, not on how the port lumps them.
 */
public final class FrameCutter {
  private static final int GARBAGE_MAX = 64;

  private final Shape shape;
  private final byte[] held;
  private int heldSize;
  private final byte[] garbage = new byte[GARBAGE_MAX];
  private int garbageSize;
  private boolean garbageHeaded;
  private String garbageReason = "";

  /** What a frame of some protocol looks like. */
  public interface Shape {
    /** The longest frame. */
    int lengthMax();

    /**
     * @return length of the frame that may begin here, 0 if it cannot be said yet, -1 if none does
     */
    int length(byte[] held, int size);

    /** Whether the frame is what its length announced: checksum and all. */
    boolean fits(byte[] held, int length);
  }

  /** What was cut out. */
  public sealed interface Piece {
    record Whole(byte[] bytes) implements Piece {}

    /**
     * @param headed whether it begins as a frame does: the wire speaks our language, but broken
     */
    record Garbled(String reason, boolean headed, byte[] bytes) implements Piece {}
  }

  public FrameCutter(Shape shape) {
    this.shape = shape;
    this.held = new byte[shape.lengthMax()];
  }

  /** Takes bytes as they come. */
  public List<Piece> feed(byte[] bytes, int offset, int length) {
    List<Piece> found = new ArrayList<>();
    for (int i = offset; i < offset + length; i++) {
      held[heldSize++] = bytes[i];
      cut(found, false);
    }
    return found;
  }

  /** The line was silent: what is held will not be completed. */
  public List<Piece> quiet() {
    List<Piece> found = new ArrayList<>();
    cut(found, true);
    endGarbage(found);
    return found;
  }

  /** Forgets everything held. */
  public void reset() {
    heldSize = 0;
    garbageSize = 0;
  }

  private void cut(List<Piece> found, boolean silence) {
    while (heldSize > 0) {
      int length = shape.length(held, heldSize);
      if (length < 0) {
        giveUpOne(found, "no frame begins here");
      } else if (length == 0 || heldSize < length) {
        if (!silence) {
          return;
        }
        giveUpOne(found, "the frame breaks off");
      } else if (shape.fits(held, length)) {
        endGarbage(found);
        found.add(new Piece.Whole(Arrays.copyOf(held, length)));
        drop(length);
      } else {
        giveUpOne(found, "the checksum does not fit");
      }
    }
  }

  private void giveUpOne(List<Piece> found, String reason) {
    if (garbageSize == GARBAGE_MAX) {
      endGarbage(found);
    }
    if (garbageSize == 0) {
      garbageReason = reason;
      garbageHeaded = heldSize >= 3 && shape.length(held, heldSize) > 0;
    }
    garbage[garbageSize++] = held[0];
    drop(1);
  }

  private void endGarbage(List<Piece> found) {
    if (garbageSize > 0) {
      byte[] bytes = Arrays.copyOf(garbage, garbageSize);
      found.add(new Piece.Garbled(garbageReason, garbageHeaded, bytes));
      garbageSize = 0;
    }
  }

  private void drop(int length) {
    System.arraycopy(held, length, held, 0, heldSize - length);
    heldSize -= length;
  }
}
