package io.shelfkeeper.simulator.models;

/**
 * The arithmetic of a weight transmitter: converter code to measured value to gross and net, in
 * units without a decimal point. Keeps the calibration over a power cycle, the tare not.
 */
final class TransmitterScale {
  /** A 20 kg cell on a 24-bit converter: half a hundredth of a gram per code. */
  private static final int CODES_PER_GRAM = 200;

  private static final int CODE_MAX = 0x7F_FFFF;
  private static final int DECIMALS = 2;
  private static final double UNITS_PER_CODE = Math.pow(10, DECIMALS) / CODES_PER_GRAM;

  private int zeroCode;
  private double unitsPerCode = UNITS_PER_CODE;
  private int decimals = DECIMALS;
  private int step = 1;
  private int zero;
  private int tare;

  static int code(double grams) {
    return (int) Math.clamp(Math.rint(grams * CODES_PER_GRAM), -CODE_MAX - 1, CODE_MAX);
  }

  static boolean saturated(int code) {
    return code >= CODE_MAX || code < -CODE_MAX;
  }

  int measured(int code) {
    return (int) Math.rint((code - zeroCode) * unitsPerCode);
  }

  int gross(int code) {
    return rounded(measured(code) - zero);
  }

  int net(int code) {
    return gross(code) - tare;
  }

  int tare() {
    return tare;
  }

  int decimals() {
    return decimals;
  }

  int zeroCode() {
    return zeroCode;
  }

  /** Units of an amount in grams. */
  int units(double grams) {
    return (int) Math.rint(grams * Math.pow(10, decimals));
  }

  void tare(int units) {
    tare = units;
  }

  /** Manual zero: what lies there now reads 0 from now on. */
  void zeroAt(int code) {
    zero = measured(code);
  }

  void calibrateZero(int code) {
    zeroCode = code;
  }

  /** Says that what lies there now weighs that much. */
  void calibrateSpan(int code, int units) {
    unitsPerCode = code == zeroCode ? unitsPerCode : (double) units / (code - zeroCode);
  }

  /** Division codes 0x00 to 0x11 are 0.0001, 0.0002, 0.0005, 0.001 and so on to 50. */
  void division(int divisionCode) {
    int wanted = Math.max(0, 4 - divisionCode / 3);
    unitsPerCode *= Math.pow(10, wanted - decimals);
    decimals = wanted;
    step =
        (divisionCode % 3 == 0 ? 1 : divisionCode % 3 == 1 ? 2 : 5) * (divisionCode >= 15 ? 10 : 1);
  }

  /** Grams of one division. */
  double divisionGrams() {
    return step / Math.pow(10, decimals);
  }

  private int rounded(int units) {
    return (int) Math.rint((double) units / step) * step;
  }

  void factoryReset() {
    zeroCode = 0;
    unitsPerCode = 1;
    zero = 0;
    tare = 0;
  }
}
