package io.shelfkeeper.simulator.tags;

import java.nio.ByteBuffer;

/**
 * What a node tells a tag that comes.
 *
 * @param version names the data
 * @param size bytes
 * @param type of the data, 0 for nothing to fetch
 * @param argument of the type
 * @param checkIn when to come again: minutes, or with the highest bit set seconds; 0 as usual
 */
record Offer(long version, int size, int type, int argument, int checkIn) {
  static final Offer NOTHING = new Offer(0, 0, 0, 0, 0);

  private static final int COMMAND = 0xAF;
  private static final int IN_SECONDS = 0x8000;
  private static final int PRELOAD = 0x04;

  /**
   * @param in behind the check byte of what the host has sent
   */
  static Offer read(ByteBuffer in) {
    long version = in.getLong();
    int size = in.getInt();
    int type = in.get() & 0xFF;
    int argument = in.get() & 0xFF;
    return new Offer(version, size, type, argument, in.getShort() & 0xFFFF);
  }

  /** A minute later. */
  Offer aged() {
    int left = (checkIn & ~IN_SECONDS) == 0 ? checkIn : checkIn - 1;
    return new Offer(version, size, type, argument, left);
  }

  boolean isPicture() {
    return type != 0 && type != COMMAND;
  }

  boolean isCommand() {
    return type == COMMAND;
  }

  /** Whether the picture is only to be kept. */
  boolean inReserve() {
    return (argument & PRELOAD) != 0;
  }

  /**
   * When to come again, in nanoseconds.
   *
   * @param minuteNanos how long a minute takes here
   * @param usual where nothing is said
   */
  long sleepNanos(long minuteNanos, long usual) {
    if (checkIn == 0) {
      return usual;
    }
    int count = checkIn & ~IN_SECONDS;
    return count == checkIn ? count * minuteNanos : count * 1_000_000_000L;
  }
}
