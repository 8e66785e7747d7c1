package io.shelfkeeper.drivers.link;

/**
 * Which line is meant.
 *
 * @param chip file name ({@code gpiochip0}), path or label of the chip; empty for any chip, which
 *     only a line with a name can do without
 * @param line the line's name as the machine gives it ({@code GPIO17}), or its number on the chip
 */
public record LineName(String chip, String line) {
  public LineName {
    if (line.isEmpty()) {
      throw new IllegalArgumentException("a line without name or number");
    }
    if (chip.isEmpty() && isNumber(line)) {
      throw new IllegalArgumentException("line " + line + " of which chip?");
    }
  }

  /**
   * @param text {@code LINE} or {@code CHIP/LINE}
   */
  public static LineName of(String text) {
    int slash = text.lastIndexOf('/');
    return new LineName(text.substring(0, Math.max(0, slash)), text.substring(slash + 1));
  }

  /** Whether the line is meant by its number. */
  public boolean isByNumber() {
    return isNumber(line);
  }

  private static boolean isNumber(String text) {
    return text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** As people write it. */
  @Override
  public String toString() {
    return chip.isEmpty() ? line : chip + "/" + line;
  }
}
