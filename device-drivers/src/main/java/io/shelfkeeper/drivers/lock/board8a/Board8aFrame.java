package io.shelfkeeper.drivers.lock.board8a;

/** What a board sends. */
public sealed interface Board8aFrame {

  /**
   * The answer to an unlock, after the pulse.
   *
   * @param closed whether the lock's contact is closed then
   */
  record Unlocked(int address, int lock, boolean closed) implements Board8aFrame {}

  /** The answer to the read of one lock. */
  record One(int address, int lock, boolean closed) implements Board8aFrame {}

  /**
   * The answer to the read of all.
   *
   * @param status as sent, in the order of the wire
   */
  record All(int address, byte[] status) implements Board8aFrame {

    /** Bit 0 is lock 1, as the bits are sent. */
    long bits(boolean lastByteLow) {
      long bits = 0;
      for (int i = 0; i < status.length; i++) {
        byte group = lastByteLow ? status[status.length - 1 - i] : status[i];
        bits |= (group & 0xFFL) << 8 * i;
      }
      return bits;
    }
  }

  /** Bytes that are not what was waited for. */
  record Garbled(String reason, byte[] bytes) implements Board8aFrame {}
}
