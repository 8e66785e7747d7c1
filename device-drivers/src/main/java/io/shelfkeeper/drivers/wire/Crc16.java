package io.shelfkeeper.drivers.wire;

/**
 * The checksum of Modbus RTU: reflected polynomial 0xA001, start value 0xFFFF, sent low byte first
 * (Modbus over Serial Line 1.02, section 2.5.1.2).
 */
public final class Crc16 {
  private static final int[] TABLE = table();

  private Crc16() {}

  /** The checksum over a part of the bytes, 0 to 0xFFFF. */
  public static int of(byte[] bytes, int offset, int length) {
    int crc = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }

  /** Puts the checksum of all bytes but the last two into the last two. */
  public static byte[] sealed(byte[] frame) {
    int crc = of(frame, 0, frame.length - 2);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >>> 8);
    return frame;
  }

  /** Whether the last two bytes of this part are the checksum of those before them. */
  public static boolean fits(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int sent = (bytes[end - 2] & 0xFF) | (bytes[end - 1] & 0xFF) << 8;
    return of(bytes, offset, length - 2) == sent;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA001;
      }
      table[i] = crc;
    }
    return table;
  }
}
