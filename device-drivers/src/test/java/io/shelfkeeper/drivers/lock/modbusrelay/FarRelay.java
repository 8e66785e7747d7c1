package io.shelfkeeper.drivers.lock.modbusrelay;

import io.shelfkeeper.drivers.link.MemoryLink;

/** The far end for the driver's tests: eight relays with timers. Encodes for itself. */
final class FarRelay extends MemoryLink {
  int inputs = 0xFE;
  int exception;
  boolean silent;
  boolean echo;
  boolean stuckRelay;
  boolean twin;
  boolean deafToReads;

  /** Said before each answer. */
  byte[] stray = {};

  /** Said instead of an answer, without an end. */
  boolean babbling;

  /** From the request, or from stray bytes, to the answer. */
  long thinkingMicros = 5_000;

  /** The address in its answers. */
  int answersAs = 1;

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
    if (babbling) {
      say(new byte[10_000], 0);
    } else if (!silent && sound) {
      say(stray, 0);
      say(back.apply(answer(bytes)), thinkingMicros);
      if (twin) {
        say(back.apply(answer(bytes)), 3_000);
      }
    }
  }

  private byte[] answer(byte[] request) {
    byte from = (byte) answersAs;
    if (deafToReads && request[1] == 2) {
      return sealed(new byte[] {from, (byte) 0x82, 1, 0, 0});
    }
    return switch (request[1]) {
      case 1 -> sealed(new byte[] {from, 1, 1, (byte) relays(), 0, 0});
      case 2 -> bits(2, inputs);
      default -> command(request);
    };
  }

  /** An answer to a read, as it stands on the wire. */
  byte[] bits(int function, int bits) {
    return sealed(new byte[] {(byte) answersAs, (byte) function, 1, (byte) bits, 0, 0});
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
