package io.shelfkeeper.drivers.scale.nau7802;

/** Registers of the chip and their bits, in the words of its data sheet. */
final class Nau7802Register {
  /** The only address the chip has. */
  static final int ADDRESS = 0x2A;

  static final int PU_CTRL = 0x00;
  static final int RESET = 0x01;
  static final int DIGITAL_ON = 0x02;
  static final int ANALOG_ON = 0x04;

  /** Read only: supplies are up. */
  static final int POWER_READY = 0x08;

  static final int CYCLE_START = 0x10;

  /** Read only: a result waits. */
  static final int CONVERSION_READY = 0x20;

  /** The bridge is fed by the chip's own regulator. */
  static final int OWN_SUPPLY = 0x80;

  static final int CTRL1 = 0x01;

  /** 3.3 V for the bridge. */
  static final int SUPPLY_3_3_VOLTS = 4 << 3;

  static final int CTRL2 = 0x02;
  static final int CALIBRATE = 0x04;
  static final int CALIBRATION_ERROR = 0x08;
  static final int RATE_SHIFT = 4;

  static final int RESULT = 0x12;
  static final int RESULT_BYTES = 3;

  static final int ADC = 0x15;
  static final int CHOPPER_OFF = 0x30;

  static final int PGA_POWER = 0x1C;
  static final int CHANNEL_2_CAPACITOR = 0x80;

  static final int REVISION = 0x1F;
  static final int REVISION_MASK = 0x0F;
  static final int REVISION_KNOWN = 0x0F;

  private Nau7802Register() {}

  /** Writes one register. */
  static byte[] write(int register, int value) {
    return new byte[] {(byte) register, (byte) value};
  }

  /** Two's complement, highest byte first. */
  static int result(byte[] bytes) {
    return bytes[0] << 16 | (bytes[1] & 0xFF) << 8 | bytes[2] & 0xFF;
  }
}
