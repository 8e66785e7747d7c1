package io.shelfkeeper.simulator.models;

/**
 * CRC-16 of Modbus, bit by bit: slow, and on purpose not the table that the drivers use. Start
 * 0xFFFF, polynomial 0xA001 reflected, sent low byte first.
 */
final class Checksum {
  private Checksum() {}

  private static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    return crc;
  }

  static boolean fits(byte[] bytes, int length) {
    int crc = crc(bytes, length - 2);
    return (bytes[length - 2] & 0xFF) == (crc & 0xFF) && (bytes[length - 1] & 0xFF) == crc >> 8;
  }

  /** Fills in the last two bytes. */
  static void seal(byte[] frame) {
    int crc = crc(frame, frame.length - 2);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> 8);
  }

  static byte[] sealed(byte[] frame) {
    seal(frame);
    return frame;
  }
}
