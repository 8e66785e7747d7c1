package io.shelfkeeper.drivers.link.gpio;

/**
 * Where a line was found.
 *
 * @param chip path of the chip's device file
 * @param label what the chip is, such as {@code pinctrl-rp1}
 * @param info the line, with its number on the chip
 */
public record FoundLine(String chip, String label, LineInfo info) {
  /** The number in the name of the chip's device file: what {@code gpiochip4} is counted as. */
  public int chipNumber() {
    return Integer.parseInt(chip.substring(chip.lastIndexOf("gpiochip") + "gpiochip".length()));
  }
}
