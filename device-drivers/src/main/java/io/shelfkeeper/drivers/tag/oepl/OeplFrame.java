package io.shelfkeeper.drivers.tag.oepl;

import org.jspecify.annotations.Nullable;

/**
 * What a radio node sends. Tags are named by their address, pictures by their version, both as
 * numbers whose lowest byte came first on the wire.
 */
public sealed interface OeplFrame {

  /** An answer to a command; it does not say to which. */
  record Answered(Answer answer) implements OeplFrame {}

  /** What a node says to a command. */
  enum Answer {
    TAKEN,
    /** The check byte is wrong, or the channel is none of the list. */
    NOT_TAKEN,
    /** All 250 entries are in use. */
    FULL
  }

  /** The node has started: its table is empty, its channel is the one of the factory. */
  record Restarted() implements OeplFrame {}

  /** Follows a start at once. */
  record Ready() implements OeplFrame {}

  /**
   * One piece of information.
   *
   * @param text the digits as sent
   */
  record Told(Fact fact, String text) implements OeplFrame {}

  /** What a node tells of itself, in this order. */
  enum Fact {
    /** {@code C6} on both kinds of chip. */
    TYPE(2),
    /** Firmware, hexadecimal. */
    VERSION(4),
    /** Address, lowest byte first. */
    ADDRESS(16),
    /** Radio channel, hexadecimal. */
    CHANNEL(2),
    /**
     * Channel below one GHz, <em>decimal</em>, 255 without such a radio; not told by builds without
     * support for one, and these take a shorter channel command.
     */
    SUB_GHZ_CHANNEL(3),
    /** Sending power, hexadecimal. */
    POWER(2),
    /** Entries with something to fetch, hexadecimal. */
    PENDING(2),
    /** Entries with nothing but a time, hexadecimal; the last one told. */
    IDLE(2);

    private final int digits;

    Fact(int digits) {
      this.digits = digits;
    }

    int digits() {
      return digits;
    }
  }

  /**
   * A tag came, and the node has answered it already: what is announced now reaches it next time.
   *
   * @param report null if the tag said no more than that it is there
   */
  record CheckIn(long tag, @Nullable OeplReport report) implements OeplFrame {}

  /** A tag wants a block of 4,096 bytes. */
  record BlockRequest(long tag, long version, int block) implements OeplFrame {}

  /** The tag has all of what it was fetching, whatever that was; the node's entry is gone. */
  record Delivered(long tag) implements OeplFrame {}

  /** The entry of the tag is gone, its time is over. */
  record Expired(long tag) implements OeplFrame {}

  /** A tag gives something back; nothing that we asked for. */
  record Returned(long tag, byte[] data) implements OeplFrame {}

  /** Text for whoever develops the node, in pieces. */
  record Text(byte[] bytes) implements OeplFrame {}

  /** Begins as a frame and is none. */
  record Damaged(String reason, byte[] bytes) implements OeplFrame {}
}
