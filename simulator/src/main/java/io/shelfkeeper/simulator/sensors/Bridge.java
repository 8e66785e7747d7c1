package io.shelfkeeper.simulator.sensors;

import io.shelfkeeper.simulator.models.TroubledCell;

/**
 * A cell at a converter of 24 bits.
 *
 * @param gramsPerStep what a step is worth without amplifier
 */
public record Bridge(TroubledCell cell, double gramsPerStep) {
  private static final int CODE_MAX = 0x7F_FFFF;
  private static final int CODE_MIN = -0x80_0000;

  /** A bridge may give half of its supply until the converter's last step. */
  private static final double RANGE = 0.5;

  /**
   * As it is printed on a cell.
   *
   * @param millivoltsPerVolt at its capacity
   */
  public static Bridge of(TroubledCell cell, double capacityGrams, double millivoltsPerVolt) {
    double stepsAtCapacity = millivoltsPerVolt / 1_000 / RANGE * (CODE_MAX + 1.0);
    return new Bridge(cell, capacityGrams / stepsAtCapacity);
  }

  /** Two's complement; the ends of the range stand for everything beyond them. */
  int code(int gain, long nanos) {
    double steps = cell.grams(nanos) / gramsPerStep * gain;
    return (int) Math.clamp(Math.rint(steps), CODE_MIN, CODE_MAX);
  }
}
