package io.shelfkeeper.drivers.scale;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;

/**
 * Notices a converter that says the same over and over. A bridge at 24 bits wavers by some dozen
 * steps at rest, so a result that does not change is no measurement: a chip that hangs, or a data
 * line that is torn off.
 */
public final class StillCode {
  /** Five seconds at the usual ten a second. */
  public static final int EQUAL_MAX = 50;

  private int last;
  private int equal;

  /**
   * @param code a result that is not beyond the range: a bridge that hits the end stays there
   * @throws DeviceFault of kind {@code STUCK} from the 50th equal result in a row on
   */
  public void see(String chip, int code) throws DeviceFault {
    equal = code == last ? equal + 1 : 1;
    last = code;
    if (equal >= EQUAL_MAX) {
      equal = EQUAL_MAX;
      throw new DeviceFault(
          FaultKind.STUCK,
          "%s has said %d for %d times in a row, and no bridge is as still as that"
              .formatted(chip, code, EQUAL_MAX),
          "Take its supply away for some seconds; then check its data wire and its clock wire.");
    }
  }

  /** Whether it has been told just now, for the first time. */
  public boolean isStill() {
    return equal >= EQUAL_MAX;
  }

  /** A result that was no code. */
  public void forget() {
    equal = 0;
  }
}
