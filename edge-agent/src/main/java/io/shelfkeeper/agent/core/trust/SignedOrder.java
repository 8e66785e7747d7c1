package io.shelfkeeper.agent.core.trust;

/**
 * An order that an issuer with the right scope signed for this device. Authentic, and no more: that
 * it is fresh, unused and allowed here and now is for the gate to find out.
 *
 * @param id 128 bits, 32 hexadecimal digits
 * @param target what it is about, such as {@code lock/C3}
 * @param challenge the device's challenge that it answers, 32 hexadecimal digits
 * @param issuedSeconds the issuer's wall clock, seconds since 1970; advice only
 * @param issuer id of the key that signed it, as the bundle names it
 */
public record SignedOrder(
    String id, Action action, String target, String challenge, long issuedSeconds, String issuer) {
  static final String PURPOSE = "shelfkeeper-order-1";
  public static final int BYTES_MAX = 1_024;

  /** What may be ordered. An action that is not listed here is refused. */
  public enum Action {
    /** One pulse of one lock. */
    RELEASE;

    static Action of(String word) throws Untrusted {
      Untrusted.check(word.equals("release"), Why.MALFORMED);
      return RELEASE;
    }
  }

  /** Whom orders are addressed to. */
  public record Audience(String tenant, String site, String device) {}

  /** What became of an order. */
  public sealed interface Reading {
    record Authentic(SignedOrder order) implements Reading {}

    record Refused(Why why) implements Reading {}
  }

  /** Reads and checks, the cheapest check first. Never throws on what arrives. */
  public static Reading read(byte[] compact, Trust trust, Audience self) {
    try {
      Jws jws = Jws.read(compact, BYTES_MAX);
      IssuerKey key = trust.key(jws.keyId(), Scope.OPEN);
      SignedOrder order = order(jws, self);
      Untrusted.check(jws.signedBy(key), Why.BAD_SIGNATURE);
      return new Reading.Authentic(order);
    } catch (Untrusted e) {
      return new Reading.Refused(e.why());
    }
  }

  private static SignedOrder order(Jws jws, Audience self) throws Untrusted {
    Fields fields = Fields.of(jws.payload());
    Untrusted.check(fields.text("purpose", 64).equals(PURPOSE), Why.MALFORMED);
    Audience audience =
        new Audience(fields.text("tenant", 64), fields.text("site", 64), fields.text("device", 64));
    SignedOrder order =
        new SignedOrder(
            fields.bits128("order"),
            Action.of(fields.text("action", 32)),
            fields.text("target", 128),
            fields.bits128("challenge"),
            fields.number("issued"),
            jws.keyId());
    fields.end();
    Untrusted.check(audience.equals(self), Why.NOT_FOR_US);
    return order;
  }
}
