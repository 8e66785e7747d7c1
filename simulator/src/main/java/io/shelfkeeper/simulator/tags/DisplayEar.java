package io.shelfkeeper.simulator.tags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The receiving side of a display: whole frames with a right end and a right check byte. */
final class DisplayEar {
  static final int COMMAND_AT = 3;

  private static final byte START = (byte) 0xA5;
  private static final byte[] END = {(byte) 0xCC, 0x33, (byte) 0xC3, 0x3C};
  private static final int FRAME = 9;
  private static final int LONGEST = 1_024;
  private static final long PAUSE_NANOS = 500_000_000L;

  private byte[] held = {};
  private long lastNanos;

  List<byte[]> frames(byte[] bytes, long nanos) {
    int kept = nanos - lastNanos > PAUSE_NANOS ? 0 : held.length;
    lastNanos = nanos;
    byte[] all = Arrays.copyOf(held, kept + bytes.length);
    System.arraycopy(bytes, 0, all, kept, bytes.length);
    List<byte[]> frames = new ArrayList<>();
    int at = 0;
    while (at < all.length) {
      int length = at + 2 < all.length ? (all[at + 1] & 0xFF) << 8 | all[at + 2] & 0xFF : FRAME;
      if (all[at] != START || length < FRAME || length > LONGEST) {
        at++;
      } else if (at + length > all.length) {
        break;
      } else {
        byte[] frame = Arrays.copyOfRange(all, at, at + length);
        boolean whole = isWhole(frame);
        at += whole ? length : 1;
        if (whole) {
          frames.add(frame);
        }
      }
    }
    held = Arrays.copyOfRange(all, Math.min(at, all.length), all.length);
    return frames;
  }

  private static boolean isWhole(byte[] frame) {
    byte check = 0;
    for (byte one : frame) {
      check ^= one;
    }
    int end = frame.length - END.length - 1;
    return check == 0 && Arrays.equals(frame, end, frame.length - 1, END, 0, END.length);
  }

  /** What a frame carries, padded so that what is missing is 0. */
  static int[] numbers(byte[] frame) {
    int[] numbers = new int[Math.max(8, frame.length - FRAME)];
    for (int i = 0; i < frame.length - FRAME; i++) {
      numbers[i] = frame[COMMAND_AT + 1 + i] & 0xFF;
    }
    return numbers;
  }
}
