package io.shelfkeeper.drivers.tag.oepl;

import java.util.List;

/**
 * How a node and its tags are run.
 *
 * @param channel radio channel: 11, 15, 20, 25, 26 or 27, another one than nodes in reach have
 * @param power as the node counts it, 10 from the factory
 * @param checkInMinutes when a tag shall come again that has taken a picture, 0 leaves it to the
 *     tag, and then a node keeps pictures as long as if it were 60
 * @param compress whether tags that are known to take compressed pictures get them; saves most of
 *     the air time, <em>unverified</em> on a real tag. A driver that has just started knows no tag:
 *     it sends once more, uncompressed, what a tag has compressed
 */
public record OeplSetup(int channel, int power, int checkInMinutes, boolean compress) {
  private static final List<Integer> CHANNELS = List.of(11, 15, 20, 25, 26, 27);
  private static final int CHECK_IN_MINUTES_MAX = 24 * 60;

  public OeplSetup {
    if (!CHANNELS.contains(channel) || power < 0 || power > 0xFF) {
      throw new IllegalArgumentException(
          "channel " + channel + ", power " + power + "; channels are " + CHANNELS);
    }
    if (checkInMinutes < 0 || checkInMinutes > CHECK_IN_MINUTES_MAX) {
      throw new IllegalArgumentException("check-in after " + checkInMinutes + " minutes");
    }
  }

  /** Two missed check-ins and a margin: an entry ends by itself when the tag has gone. */
  int keepMinutes() {
    return 3 * (checkInMinutes == 0 ? 60 : checkInMinutes) + 5;
  }
}
