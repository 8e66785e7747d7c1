package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.tag.oepl.OeplFrame.Fact;
import io.shelfkeeper.drivers.wire.FrameCutter;

/** Where the frames of a node begin and end. */
final class OeplShape implements FrameCutter.Shape {
  private static final int CHECK_AT = OeplToken.LENGTH;
  private static final int RETURNED = OeplToken.LENGTH + OeplToken.TRD.follows();

  @Override
  public int lengthMax() {
    return RETURNED + 0xFF;
  }

  @Override
  public int length(byte[] held, int size) {
    OeplToken token = OeplToken.startingWith(held, size);
    if (token == null) {
      return -1;
    }
    if (size < OeplToken.LENGTH || token == OeplToken.TRD && size < RETURNED) {
      return 0;
    }
    int more = token == OeplToken.TRD ? held[RETURNED - 1] & 0xFF : 0;
    return OeplToken.LENGTH + token.follows() + more;
  }

  @Override
  public boolean fits(byte[] held, int length) {
    OeplToken token = OeplToken.startingWith(held, length);
    if (token == null) {
      return false;
    }
    if (token.checked()) {
      return held[CHECK_AT] == check(held, length);
    }
    for (int i = OeplToken.LENGTH; i < length; i++) {
      boolean letter = held[i] >= 'A' && held[i] <= 'F' || held[i] >= '0' && held[i] <= '9';
      if (!letter && !(token.fact() == Fact.TYPE && held[i] > ' ' && held[i] < 0x7F)) {
        return false;
      }
    }
    return true;
  }

  /** The check byte of a structure that follows a token: the sum of all behind it. */
  static byte check(byte[] frame, int length) {
    int sum = 0;
    for (int i = CHECK_AT + 1; i < length; i++) {
      sum += frame[i];
    }
    return (byte) sum;
  }
}
