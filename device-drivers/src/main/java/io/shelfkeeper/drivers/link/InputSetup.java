package io.shelfkeeper.drivers.link;

/**
 * An input that is wanted.
 *
 * @param line which one
 * @param activeLow whether a low level is what the input is for
 * @param bias what the pin itself pulls to
 * @param debounceMicros a level counts when it has lasted so long; 0 to 1,000,000
 */
public record InputSetup(LineName line, boolean activeLow, Bias bias, int debounceMicros) {
  private static final int DEBOUNCE_MICROS_MAX = 1_000_000;

  /** What holds a pin that nobody drives. */
  public enum Bias {
    /** Nothing that we asked for: as the machine has it. */
    AS_IS,
    UP,
    DOWN
  }

  public InputSetup {
    if (debounceMicros < 0 || debounceMicros > DEBOUNCE_MICROS_MAX) {
      throw new IllegalArgumentException("debounced for " + debounceMicros + " us");
    }
  }
}
