package io.shelfkeeper.drivers.link.gpio;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;

/**
 * What a chip says of one of its lines.
 *
 * @param number on the chip, from 0
 * @param name as the machine calls it, empty if it does not
 * @param isUsed whether somebody holds it, a program or the kernel itself
 * @param consumer who that is, in his own words; empty if he has none
 * @param isOutput the direction
 */
public record LineInfo(int number, String name, boolean isUsed, String consumer, boolean isOutput) {
  /**
   * That somebody holds it, as a fault.
   *
   * @param where which line, to begin a sentence with
   */
  public DeviceFault held(String where) {
    return held(where, consumer);
  }

  /**
   * As above.
   *
   * @param consumer who holds it, empty if he does not say
   */
  public static DeviceFault held(String where, String consumer) {
    String holder = consumer.isEmpty() ? "the kernel" : "\"" + consumer + "\"";
    return new DeviceFault(
        FaultKind.LINK_DOWN,
        where + " is held by " + holder,
        consumer.equals(GpioChip.CONSUMER)
            ? "Stop the agent before you look; or the site file names the line twice."
            : "End that program, or take the overlay that uses the pin out of config.txt; gpioinfo"
                + " shows it.");
  }
}
