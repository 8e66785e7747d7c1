package io.shelfkeeper.simulator.models;

import java.util.Arrays;

/** How one device says its frames: as it should, or with the troubles that are on. */
record Voice(String device, Troubles troubles) {
  private static final byte[] STRAY = {(byte) 0xFA, (byte) 0xFD, (byte) 0x99, (byte) 0x99};

  boolean on(Trouble kind, long nanos) {
    return troubles.on(device, kind, nanos);
  }

  double amount(Trouble kind, double usual) {
    return troubles.amount(device, kind, usual);
  }

  /** The rate at which it listens, given the one that it is set to. */
  int baud(int right, long nanos) {
    int wrong = right == 9_600 ? 19_200 : 9_600;
    return on(Trouble.WRONG_BAUD, nanos) ? wrong : right;
  }

  /**
   * A whole frame as it leaves the device.
   *
   * @param baud the rate at which it listens
   */
  Reply reply(byte[] whole, long thinkingNanos, int baud, long nanos) {
    byte[] frame = whole;
    if (on(Trouble.EXTRA_BYTE, nanos)) {
      byte[] longer = Arrays.copyOf(frame, frame.length + 1);
      System.arraycopy(frame, 3, longer, 4, frame.length - 3);
      longer[3] = 0;
      frame = longer;
    }
    if (on(Trouble.STRAY, nanos)) {
      byte[] longer = Arrays.copyOf(STRAY, STRAY.length + frame.length);
      System.arraycopy(frame, 0, longer, STRAY.length, frame.length);
      frame = longer;
    }
    long delay = thinkingNanos;
    if (on(Trouble.LATE, nanos)) {
      delay += (long) (amount(Trouble.LATE, 700) * 1e6);
    }
    return new Reply(frame, delay, on(Trouble.BIT_SHIFT, nanos) ? baud / 2 : baud);
  }
}
