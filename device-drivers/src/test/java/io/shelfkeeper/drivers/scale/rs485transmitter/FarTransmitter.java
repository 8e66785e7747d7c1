package io.shelfkeeper.drivers.scale.rs485transmitter;

import org.jspecify.annotations.Nullable;

/**
 * The far end for the driver's tests: a transmitter that answers by its document. Encodes for
 * itself, checksum included, so that a mistake of the driver cannot cancel itself.
 */
final class FarTransmitter {
  int address = 1;
  int gross = 1234;
  int status = 0x0002;
  int unit = 1;
  int firmware = 250;
  int rangeMax = 1_000_000;
  int exception;
  boolean silent;
  long delayMicros = 1_750;

  /** Answers to a request, empty if it is not for us or broken. */
  byte[] answer(byte[] request) {
    boolean sound = request.length == 8 && crc(request, 6) == le(request, 6);
    if (silent || !sound || request[0] != address || request[1] != 3) {
      return new byte[0];
    }
    int first = be(request, 2);
    int words = be(request, 4);
    byte[] data = exception == 0 ? data(first, words) : null;
    if (data == null) {
      return sealed(new byte[] {(byte) address, (byte) 0x83, (byte) Math.max(exception, 2), 0, 0});
    }
    byte[] reply = new byte[data.length + 5];
    reply[0] = (byte) address;
    reply[1] = 3;
    reply[2] = (byte) data.length;
    System.arraycopy(data, 0, reply, 3, data.length);
    return sealed(reply);
  }

  private byte @Nullable [] data(int first, int words) {
    return switch (first * 10 + words) {
      case 61 -> word(firmware);
      case 81 -> word(status);
      case 802 -> number(gross);
      case 862 -> number(rangeMax);
      case 1041 -> word(unit);
      default -> null;
    };
  }

  private static byte[] word(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static byte[] sealed(byte[] frame) {
    int crc = crc(frame, frame.length - 2);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> 8);
    return frame;
  }

  private static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        boolean one = (crc & 1) == 1;
        crc >>= 1;
        crc = one ? crc ^ 0xA001 : crc;
      }
    }
    return crc;
  }

  private static int be(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static int le(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }
}
