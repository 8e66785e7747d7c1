package io.shelfkeeper.drivers.signal.pinsignals;

import io.shelfkeeper.drivers.link.OutputSetup;

/**
 * One lamp, light or buzzer on a pin.
 *
 * @param millisMax it plays one pattern no longer than this and is off then until it is told
 *     another one; 0 for no such limit. A buzzer has one: nobody may have to hear it all night
 *     because the rest of this program forgot it
 */
public record PinSignal(OutputSetup output, int millisMax) {
  /** An hour: whoever has not heard it by then is not there. */
  private static final int MILLIS_MAX = 3_600_000;

  public PinSignal {
    if (millisMax < 0 || millisMax > MILLIS_MAX) {
      throw new IllegalArgumentException("a signal for " + millisMax + " ms");
    }
  }
}
