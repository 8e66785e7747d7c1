package io.shelfkeeper.drivers.lock.modbusrelay;

import io.shelfkeeper.drivers.link.MemoryLink;

/** The far end for the driver's tests: eight relays with timers. Encodes for itself. */
final class FarRelay extends MemoryLink {
  int inputs = 0xFE;
  int exception;
  boolean silent;
  boolean echo;
  boolean stuckRelay;
  int pulses;
  int plainOns;
  long[] onUntil = new long[8];

  FarRelay() {
    byteMicros = 1_042;
  }

  @Override
  protected void arrived(byte[] bytes) {
    if (echo) {
      say(back.apply(requests.getLast()), 0);
    }
    boolean sound =
        bytes.length == 8 && bytes[0] == 1 && crc(bytes, 6) == (u(bytes[6]) | u(bytes[7]) << 8);
    if (!silent && sound) {
      say(back.apply(answer(bytes)), 5_000);
    }
  }

  private byte[] answer(byte[] request) {
    return switch (request[1]) {
      case 1 -> sealed(new byte[] {1, 1, 1, (byte) relays(), 0, 0});
      case 2 -> sealed(new byte[] {1, 2, 1, (byte) inputs, 0, 0});
      default -> command(request);
    };
  }

  private byte[] command(byte[] request) {
    int value = u(request[4]) << 8 | u(request[5]);
    if (exception != 0 && request[2] == 2) {
      return sealed(new byte[] {1, (byte) 0x85, (byte) exception, 0, 0});
    }
    if (request[2] == 2) {
      pulses++;
      onUntil[request[3]] = micros + value * 100_000L;
    } else if (value == 0) {
      onUntil = new long[8];
    } else {
      plainOns++;
    }
    return request.clone();
  }

  private int relays() {
    int bits = stuckRelay ? 4 : 0;
    for (int i = 0; i < 8; i++) {
      bits |= onUntil[i] > micros ? 1 << i : 0;
    }
    return bits;
  }

  private static int u(byte value) {
    return value & 0xFF;
  }

  private static byte[] sealed(byte[] bytes) {
    int crc = crc(bytes, bytes.length - 2);
    bytes[bytes.length - 2] = (byte) crc;
    bytes[bytes.length - 1] = (byte) (crc >> 8);
    return bytes;
  }

  private static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= u(bytes[i]);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    return crc;
  }
}
