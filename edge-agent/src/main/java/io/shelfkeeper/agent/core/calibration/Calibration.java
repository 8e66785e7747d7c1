package io.shelfkeeper.agent.core.calibration;

/**
 * How readings of a cell become grams: {@code gain * reading + offset}. The offset only keeps the
 * present load where it was when the gain changed, so that a calibration never looks like goods
 * that came or went; what an empty cell shows is {@code zero}, and nothing is ever tared to it.
 *
 * @param gain grams for a gram that the device shows, near 1
 * @param offset grams
 * @param zero grams of the empty cell by this calibration, or not a number if nobody has seen it
 *     empty or counted it
 * @param method word of the contract: {@code none}, {@code reference}, {@code two_point}, {@code
 *     known_count}, {@code undone}
 * @param wallMillis when, by the wall clock of that moment
 */
public record Calibration(double gain, double offset, double zero, String method, long wallMillis) {

  /** What the device itself says: a gram is a gram. */
  public static final Calibration NONE = new Calibration(1, 0, Double.NaN, "none", 0);

  /** What a reading is worth. */
  public double grams(double reading) {
    return gain * reading + offset;
  }

  /** The reading that is worth so many grams. */
  double reading(double grams) {
    return (grams - offset) / gain;
  }

  /** The reading of the empty cell; not a number if it is not known. */
  private double emptyReading() {
    return reading(zero);
  }

  /** Another gain that leaves the present load, and the empty cell, where they are. */
  Calibration with(double newGain, double pivotReading, String how, long millis) {
    double newOffset = grams(pivotReading) - newGain * pivotReading;
    return new Calibration(newGain, newOffset, newGain * emptyReading() + newOffset, how, millis);
  }

  /** The same gain, and an empty cell that shows so much. */
  Calibration withZero(double grams, String how, long millis) {
    return new Calibration(gain, offset, grams, how, millis);
  }

  /** An older one in force again, without moving the present load. */
  Calibration back(Calibration older, double pivotReading, long millis) {
    double newOffset = grams(pivotReading) - older.gain * pivotReading;
    double newZero = older.gain * older.emptyReading() + newOffset;
    return new Calibration(older.gain, newOffset, newZero, "undone", millis);
  }
}
