package io.shelfkeeper.drivers.api;

/**
 * The contacts at the inputs of a board, as they are electrically. Says nothing of doors: which
 * level means shut is a matter of wiring and belongs to the site file. An input that nobody wired
 * reads open.
 *
 * @param count inputs, numbered from 1; at most 64
 * @param closedBits bit 0 is input 1; set while the contact is closed
 */
public record Contacts(int count, long closedBits) {
  /**
   * @param input 1 to {@code count}
   */
  public boolean isClosed(int input) {
    if (input < 1 || input > count) {
      throw new IllegalArgumentException("input " + input + " of " + count);
    }
    return (closedBits >>> input - 1 & 1) == 1;
  }
}
