package io.shelfkeeper.agent.core.trust;

import java.math.BigInteger;

/**
 * Just enough arithmetic on the curve of Ed25519 (RFC 8032, section 5.1) to judge a public key at
 * its import. Slow and not constant in time: never to be used with a secret.
 */
final class Edwards25519 {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** Order of the group in which all good keys lie. */
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /** Square root of -1. */
  private static final BigInteger I =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

  private static final Point NEUTRAL = point(BigInteger.ZERO, BigInteger.ONE);

  private Edwards25519() {}

  /** A point as (X : Y : Z : T) with x = X/Z, y = Y/Z, xy = T/Z. */
  private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
    /** Complete for all pairs of points of this curve. */
    Point plus(Point other) {
      BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
      BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
      BigInteger c = t.multiply(D).multiply(other.t).shiftLeft(1).mod(P);
      BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
      BigInteger e = b.subtract(a);
      BigInteger f = d.subtract(c);
      BigInteger g = d.add(c);
      BigInteger h = b.add(a);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }

    Point times(BigInteger factor) {
      Point sum = NEUTRAL;
      for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        if (factor.testBit(bit)) {
          sum = sum.plus(this);
        }
      }
      return sum;
    }

    boolean isNeutral() {
      return x.signum() == 0 && y.equals(z);
    }
  }

  /**
   * Whether these bytes are a canonical point of the large prime group: on the curve, not of small
   * order, not a sum with a point of small order.
   */
  static boolean isGoodKey(byte[] encoded) {
    if (encoded.length != 32) {
      return false;
    }
    BigInteger y = y(encoded);
    if (y.compareTo(P) >= 0) {
      return false;
    }
    BigInteger square = y.multiply(y);
    BigInteger below = square.multiply(D).add(BigInteger.ONE).modInverse(P);
    BigInteger xx = square.subtract(BigInteger.ONE).multiply(below).mod(P);
    BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(xx)) {
      x = x.multiply(I).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(xx) || x.signum() == 0) {
      return false;
    }
    if (x.testBit(0) != xIsOdd(encoded)) {
      x = P.subtract(x);
    }
    Point point = point(x, y);
    return !point.times(BigInteger.valueOf(8)).isNeutral() && point.times(L).isNeutral();
  }

  /** The y coordinate as it is written, which may be too large. */
  static BigInteger y(byte[] encoded) {
    byte[] big = new byte[32];
    for (int i = 0; i < 32; i++) {
      big[i] = encoded[31 - i];
    }
    big[0] &= 0x7F;
    return new BigInteger(1, big);
  }

  static boolean xIsOdd(byte[] encoded) {
    return encoded[31] < 0;
  }

  private static Point point(BigInteger x, BigInteger y) {
    return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
  }
}
