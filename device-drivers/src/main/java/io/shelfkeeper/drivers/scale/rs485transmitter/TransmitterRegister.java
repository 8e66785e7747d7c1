package io.shelfkeeper.drivers.scale.rs485transmitter;

/** The registers we name, as the wire numbers them. Those that are only ever read say so. */
public enum TransmitterRegister {
  ADDRESS(0, 1),
  BAUD(1, 1),
  CONFIGURATION_LOCK(5, 1),
  /** Read only. A number whose mapping to printed versions nobody documents; 250 is an example. */
  FIRMWARE(6, 1),
  /** Read only; see {@link TransmitterStatus}. */
  STATUS(8, 1),
  /** Read only: after calibration, before zero and tare. */
  MEASURED(30, 2),
  ZERO_CALIBRATION(38, 2),
  /** Read only. */
  GROSS(80, 2),
  /** Read only: gross minus tare. */
  NET(82, 2),
  TARE(84, 2),
  /** Read only: what the cell may carry, in the same steps as {@link #GROSS}. */
  RANGE_MAX(86, 2),
  MANUAL_ZERO(94, 1),
  /** 1 is grams; other codes are not documented. */
  UNIT(104, 1);

  private final int number;
  private final int words;

  TransmitterRegister(int number, int words) {
    this.number = number;
    this.words = words;
  }

  public int number() {
    return number;
  }

  /** How many registers the value takes, 1 or 2. */
  public int words() {
    return words;
  }
}
