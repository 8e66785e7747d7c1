package io.shelfkeeper.drivers.lock.board8a;

import io.shelfkeeper.drivers.link.MemoryLink;

/**
 * The far end for the driver's tests: a board with 24 locks, in memory. Encodes for itself,
 * checksum included. Locks open when pulsed.
 */
final class FarBoard8a extends MemoryLink {
  /** Bit 0 is lock 1; set while its contact is closed. */
  long closed = 0xFFFFFF;

  int address = 1;
  int pulses;
  boolean silent;
  boolean jammed;
  boolean echo;
  boolean twin;

  /** So long after the other one the twin answers, if the line is free. */
  long twinMicros = 3_000;

  boolean firstByteLow;
  boolean inverted;
  int statusBytes = 3;
  byte[] stray = {};

  /** Said instead of an answer, without an end. */
  boolean babbling;

  /** From the request to the answer of a read. */
  long thinkingMicros = 10_000;

  FarBoard8a() {
    byteMicros = 1_042;
  }

  @Override
  protected void arrived(byte[] bytes) {
    if (echo) {
      say(back.apply(requests.getLast()), 0);
    }
    if (babbling) {
      say(new byte[10_000], 0);
      return;
    }
    boolean sound = bytes.length == 5 && bytes[4] == xor(bytes, 4) && bytes[1] == address;
    if (silent || !sound) {
      return;
    }
    byte[] answer = bytes[0] == (byte) 0x8A ? unlock(bytes[2]) : status();
    say(back.apply(stray), 10_000);
    say(back.apply(answer), bytes[0] == (byte) 0x8A ? 350_000 : thinkingMicros);
    if (twin) {
      say(back.apply(answer), thinkingMicros + twinMicros);
    }
  }

  private byte[] unlock(int lock) {
    pulses++;
    closed = jammed ? closed : closed & ~(1L << lock - 1);
    byte state = (closed >> lock - 1 & 1) == 1 ? (byte) 0x11 : 0;
    return sealed(new byte[] {(byte) 0x8A, (byte) address, (byte) lock, state, 0});
  }

  byte[] status() {
    long bits = inverted ? ~closed : closed;
    byte[] answer = new byte[statusBytes + 4];
    answer[0] = (byte) 0x80;
    answer[1] = (byte) address;
    for (int i = 0; i < statusBytes; i++) {
      int group = firstByteLow ? i : statusBytes - 1 - i;
      answer[2 + i] = (byte) (bits >> 8 * group);
    }
    answer[answer.length - 2] = 0x33;
    return sealed(answer);
  }

  private static byte[] sealed(byte[] bytes) {
    bytes[bytes.length - 1] = xor(bytes, bytes.length - 1);
    return bytes;
  }

  private static byte xor(byte[] bytes, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum ^= bytes[i];
    }
    return (byte) sum;
  }
}
