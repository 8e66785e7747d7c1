package io.shelfkeeper.drivers.tag.oepl;

/**
 * What a node keeps for a tag until the tag comes for it. One for each tag: a second takes the
 * place of the first.
 *
 * @param tag its address
 * @param version names the data: the first eight bytes of their MD5
 * @param size bytes; 0 only for type {@code NOTHING} and commands
 * @param type of the data
 * @param argument of the type
 * @param checkIn when the tag shall come again, see {@link #seconds} and {@link #minutes}
 * @param keepMinutes how long the node keeps it; it counts down once a minute whatever the tag
 *     does, and 0 is not kept at all
 */
public record OeplAnnouncement(
    long tag, long version, int size, int type, int argument, int checkIn, int keepMinutes) {

  /** Nothing to fetch; only the time of the next check-in. */
  public static final int NOTHING = 0x00;

  /** One plane, as it is. */
  public static final int ONE_PLANE = 0x20;

  /** Two planes, one after the other, as they are. */
  public static final int TWO_PLANES = 0x21;

  /** One or two planes behind a small header, compressed. */
  public static final int COMPRESSED = 0x30;

  /** Something to do; the argument says what. */
  public static final int COMMAND = 0xAF;

  /** Argument of a picture: keep it, do not draw it yet. */
  public static final int PRELOAD = 0x04;

  private static final int COUNT_MAX = 0x7FFF;
  private static final int IN_SECONDS = 0x8000;

  public OeplAnnouncement {
    if (checkIn < 0 || checkIn > 0xFFFF || keepMinutes < 0 || keepMinutes > 0xFFFF) {
      throw new IllegalArgumentException("check-in " + checkIn + ", kept " + keepMinutes + " min");
    }
  }

  /**
   * The tag shall come again after so many seconds, up to some nine hours. Longer times are told in
   * minutes.
   */
  static int seconds(int seconds) {
    return seconds <= COUNT_MAX ? seconds | (seconds == 0 ? 0 : IN_SECONDS) : minutes(seconds / 60);
  }

  /** The tag shall come again after so many minutes; 0 leaves it to the tag. */
  static int minutes(int minutes) {
    return Math.min(minutes, COUNT_MAX);
  }

  /** Only the time of the next check-in. */
  public static OeplAnnouncement nothing(long tag, int checkIn, int keepMinutes) {
    return new OeplAnnouncement(tag, 0, 0, NOTHING, 0, checkIn, keepMinutes);
  }

  /**
   * A command: 0 restart, 1 scan, 2 forget settings, 3 deep sleep (never confirmed: cancel it after
   * the next check-in), 4 flash the LED.
   *
   * @param pattern for command 4, its first eight bytes, the first one lowest
   * @param patternEnd the four others
   */
  public static OeplAnnouncement command(
      long tag, int command, long pattern, int patternEnd, int keepMinutes) {
    return new OeplAnnouncement(tag, pattern, patternEnd, COMMAND, command, 0, keepMinutes);
  }
}
