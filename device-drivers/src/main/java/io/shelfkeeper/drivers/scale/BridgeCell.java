package io.shelfkeeper.drivers.scale;

import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.api.ScaleReading.Condition;

/**
 * A weighing cell at a converter of 24 bits that measures the bridge against its own supply. What
 * is printed on the cell says what a step is worth, within a few per cent; a calibration does the
 * rest.
 *
 * @param capacityGrams printed on the cell, above 0
 * @param millivoltsPerVolt what the bridge gives at its capacity, printed on the cell, above 0
 * @param gain of the converter's amplifier, at least 1
 */
public record BridgeCell(double capacityGrams, double millivoltsPerVolt, int gain) {
  /** The last step in each direction; beyond it everything reads the same. */
  public static final int HIGHEST = 0x7F_FFFF;

  public static final int LOWEST = -0x80_0000;

  private static final double STEPS = 0x80_0000;

  /** A bridge may give as much of its supply until the converter's last step, if not amplified. */
  private static final double RANGE = 0.5;

  /**
   * Cells bear half as much again as their capacity, and measure nothing there. <i>Unverified for
   * the cell at hand.</i>
   */
  private static final double BEARS = 1.5;

  private static final double MILLI = 1e-3;

  /** Gross grams for a step: of load, plate and what the bridge shows without any. */
  public double gramsPerStep() {
    return capacityGrams * RANGE / (millivoltsPerVolt * MILLI * gain * STEPS);
  }

  /**
   * What a result is worth. Says {@code STABLE} of every weight: the converter sees no movement, it
   * averages a tenth of a second and has no flag, and whoever asks it judges by many weights
   * whether something moves. {@code MOVING} would claim that the converter had seen it.
   *
   * @param code two's complement, {@link #LOWEST} to {@link #HIGHEST}
   */
  public ScaleReading reading(int code) {
    double grams = code * gramsPerStep();
    if (code >= HIGHEST || grams > BEARS * capacityGrams) {
      return new ScaleReading(Double.NaN, Condition.OVERLOAD);
    }
    if (code <= LOWEST || grams < -BEARS * capacityGrams) {
      return new ScaleReading(Double.NaN, Condition.UNDERLOAD);
    }
    return new ScaleReading(grams, Condition.STABLE);
  }
}
