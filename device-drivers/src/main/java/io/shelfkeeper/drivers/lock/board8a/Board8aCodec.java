package io.shelfkeeper.drivers.lock.board8a;

import io.shelfkeeper.drivers.wire.FrameCutter;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes to frames and back for the "8A / 80" lock board. Can say three things: unlock one, read
 * one, read all. Pure: no port, no clock, and nothing that the wire brings makes it throw.
 *
 * <p>Frames have no start mark and no length, and an answer to one question can look like an answer
 * to another: so the codec has to be told what is waited for. The last byte is the exclusive-or of
 * all before it, which two equal flips deceive.
 */
public final class Board8aCodec {
  private static final int UNLOCK = 0x8A;
  private static final int READ = 0x80;
  private static final int CLOSED = 0x11;
  private static final int OPEN = 0x00;
  private static final int ASK = 0x33;
  private static final int LOCKS_MAX = 50;
  private static final int ADDRESS_MAX = 32;

  /** What the next answer has to be. */
  enum Wanted {
    UNLOCKED,
    ONE,
    ALL
  }

  private final int statusBytes;
  private final FrameCutter cutter = new FrameCutter(new Answers());
  private Wanted wanted = Wanted.ALL;

  /**
   * @param statusBytes how many an answer to the read of all has: 3 for up to 24 locks, 4 for 32, 7
   *     for 50
   */
  Board8aCodec(int statusBytes) {
    this.statusBytes = statusBytes;
  }

  /** One pulse of the length that is built into the board, about 300 ms. */
  static byte[] unlock(int address, int lock) {
    return request(UNLOCK, address, checked(lock), CLOSED);
  }

  static byte[] readOne(int address, int lock) {
    return request(READ, address, checked(lock), ASK);
  }

  static byte[] readAll(int address) {
    return request(READ, address, 0, ASK);
  }

  /** Forgets what was left over and waits for this answer. */
  void expect(Wanted answer) {
    wanted = answer;
    cutter.reset();
  }

  /** Takes bytes as they come. */
  List<Board8aFrame> feed(byte[] bytes, int offset, int length) {
    return cutter.feed(bytes, offset, length).stream().map(this::frame).toList();
  }

  /** The line was silent. */
  List<Board8aFrame> quiet() {
    return cutter.quiet().stream().map(this::frame).toList();
  }

  /** Whether the bytes end with a whole answer to the read of all, of whatever size. */
  static boolean isAllOfAnotherSize(byte[] bytes) {
    for (int statusBytes : new int[] {3, 4, 7}) {
      int length = statusBytes + 4;
      int from = bytes.length - length;
      if (from >= 0 && fitsAll(Arrays.copyOfRange(bytes, from, bytes.length), length)) {
        return true;
      }
    }
    return false;
  }

  /** Lock 0 would mean all of them, one after the other. */
  private static int checked(int lock) {
    if (lock < 1 || lock > LOCKS_MAX) {
      throw new IllegalArgumentException("lock " + lock);
    }
    return lock;
  }

  private static byte[] request(int first, int address, int lock, int last) {
    byte[] bytes = {(byte) first, (byte) address, (byte) lock, (byte) last, 0};
    bytes[4] = xor(bytes, 4);
    return bytes;
  }

  private static byte xor(byte[] bytes, int length) {
    byte xor = 0;
    for (int i = 0; i < length; i++) {
      xor ^= bytes[i];
    }
    return xor;
  }

  private Board8aFrame frame(FrameCutter.Piece piece) {
    return switch (piece) {
      case FrameCutter.Piece.Garbled g -> new Board8aFrame.Garbled(g.reason(), g.bytes());
      case FrameCutter.Piece.Whole w -> frame(w.bytes());
    };
  }

  private Board8aFrame frame(byte[] bytes) {
    boolean closed = bytes[3] == CLOSED;
    return switch (wanted) {
      case UNLOCKED -> new Board8aFrame.Unlocked(bytes[1], bytes[2], closed);
      case ONE -> new Board8aFrame.One(bytes[1], bytes[2], closed);
      case ALL -> new Board8aFrame.All(bytes[1], Arrays.copyOfRange(bytes, 2, bytes.length - 2));
    };
  }

  private static boolean fitsAll(byte[] frame, int length) {
    return (frame[0] & 0xFF) == READ
        && frame[length - 2] == ASK
        && frame[length - 1] == xor(frame, length - 1);
  }

  private final class Answers implements FrameCutter.Shape {
    @Override
    public int lengthMax() {
      return 11;
    }

    @Override
    public int length(byte[] held, int size) {
      int first = wanted == Wanted.UNLOCKED ? UNLOCK : READ;
      if ((held[0] & 0xFF) != first || size > 1 && (held[1] < 1 || held[1] > ADDRESS_MAX)) {
        return -1;
      }
      return wanted == Wanted.ALL ? statusBytes + 4 : 5;
    }

    @Override
    public boolean fits(byte[] held, int length) {
      if (wanted == Wanted.ALL) {
        return fitsAll(held, length);
      }
      boolean stateIsOne = held[3] == CLOSED || held[3] == OPEN;
      boolean lockIsOne = held[2] >= 1 && held[2] <= LOCKS_MAX;
      return stateIsOne && lockIsOne && held[4] == xor(held, 4);
    }
  }
}
