package io.shelfkeeper.simulator.models;

import java.util.Arrays;

/** CRC-16 of Modbus RTU, the far end's own: polynomial 0xA001, start 0xFFFF, low byte first. */
final class ModbusCrc {
  private static final int[] TABLE = new int[256];

  static {
    for (int value = 0; value < TABLE.length; value++) {
      int crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0xA001 : crc >>> 1;
      }
      TABLE[value] = crc;
    }
  }

  private ModbusCrc() {}

  static int of(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }

  static boolean fits(byte[] frame) {
    int end = frame.length - 2;
    return end > 0 && of(frame, end) == ((frame[end] & 0xFF) | (frame[end + 1] & 0xFF) << 8);
  }

  static byte[] appended(byte[] body) {
    byte[] frame = Arrays.copyOf(body, body.length + 2);
    int crc = of(body, body.length);
    frame[body.length] = (byte) crc;
    frame[body.length + 1] = (byte) (crc >>> 8);
    return frame;
  }
}
