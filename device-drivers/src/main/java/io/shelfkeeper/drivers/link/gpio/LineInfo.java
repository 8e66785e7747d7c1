package io.shelfkeeper.drivers.link.gpio;

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
  /** Who holds it, for people. */
  public String holder() {
    return consumer.isEmpty() ? "the kernel" : "\"" + consumer + "\"";
  }
}
