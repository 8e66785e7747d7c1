package io.shelfkeeper.simulator.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The receiving side of an "8A / 80" board. Frames have neither a start mark nor a length, so it
 * looks for one at every byte: whatever fits is taken, which is the less pleasant reading of a
 * protocol that does not say.
 */
final class Ear8a {
  static final int UNLOCK = 0x8A;
  static final int READ = 0x80;
  static final int UNLOCK_SEVERAL = 0x90;
  static final int HOLD = 0x9A;
  static final int LET_GO = 0x9B;
  static final int PULSE_WORD = 0x11;
  static final int READ_WORD = 0x33;

  private static final int LONGEST = 6;

  private final Heard all = new Heard();

  /** Complete requests with a right check byte. */
  List<byte[]> requests(byte[] bytes, long nanos) {
    all.add(bytes, nanos);
    byte[] heard = all.bytes();
    List<byte[]> requests = new ArrayList<>();
    int at = 0;
    while (at + 5 <= heard.length) {
      int length = length(heard, at);
      if (length > 0) {
        requests.add(Arrays.copyOfRange(heard, at, at + length));
        at += length;
      } else if (mayBeLonger(heard, at)) {
        break;
      } else {
        at++;
      }
    }
    all.drop(at);
    return requests;
  }

  /** The check byte: exclusive-or of all before it. */
  static byte check(byte[] frame, int from, int to) {
    byte check = 0;
    for (int i = from; i < to; i++) {
      check ^= frame[i];
    }
    return check;
  }

  /** Length of the request that begins there, 0 if none does. */
  private static int length(byte[] heard, int at) {
    int word = heard[at + 3];
    boolean five =
        switch (heard[at] & 0xFF) {
          case UNLOCK, HOLD, LET_GO -> word == PULSE_WORD;
          case READ -> word == READ_WORD;
          default -> false;
        };
    if (five && fits(heard, at, 5)) {
      return 5;
    }
    boolean six = at + LONGEST <= heard.length && startsSix(heard, at);
    return six && fits(heard, at, LONGEST) ? LONGEST : 0;
  }

  private static boolean mayBeLonger(byte[] heard, int at) {
    return at + LONGEST > heard.length && startsSix(heard, at);
  }

  private static boolean startsSix(byte[] heard, int at) {
    int first = heard[at] & 0xFF;
    boolean timed = first == UNLOCK && heard[at + 3] == PULSE_WORD && heard[at + 4] > 0;
    return first == UNLOCK_SEVERAL || timed && heard[at + 4] < 10;
  }

  private static boolean fits(byte[] heard, int at, int length) {
    return check(heard, at, at + length - 1) == heard[at + length - 1];
  }
}
