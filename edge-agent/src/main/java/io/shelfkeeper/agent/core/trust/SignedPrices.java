package io.shelfkeeper.agent.core.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * The manifest of a price list, signed by an issuer that may set prices here. Authentic, and no
 * more: whether it is new, and what its words mean, is for who takes it.
 *
 * @param version from 1 on
 * @param activeFrom {@code now}, or the site's wall time such as {@code 2026-12-24T00:00}
 * @param note tax, for prices without a note of their own; may be empty
 * @param parts SHA-256 of each part in base64url, 43 characters
 * @param issuer id of the key that signed it
 */
public record SignedPrices(
    long version,
    String activeFrom,
    String currency,
    String note,
    List<String> parts,
    String issuer) {
  public static final int BYTES_MAX = 16_384;
  public static final int PARTS_MAX = 160;

  static final String PURPOSE = "shelfkeeper-prices-1";

  private static final int HASH_LENGTH = 43;
  private static final int NOTE_LENGTH_MAX = 100;

  public SignedPrices {
    parts = List.copyOf(parts);
  }

  /** What became of a manifest. */
  public sealed interface Reading {
    record Authentic(SignedPrices prices) implements Reading {}

    record Refused(Why why) implements Reading {}
  }

  /** Reads and checks, the cheapest check first. Never throws on what arrives. */
  public static Reading read(byte[] compact, Trust trust, SignedOrder.Audience self) {
    try {
      Jws jws = Jws.read(compact, BYTES_MAX);
      IssuerKey key = trust.key(jws.keyId(), Scope.PRICE);
      // Before a look at the content: it is long, and only an issuer may make us read it.
      Untrusted.check(jws.signedBy(key), Why.BAD_SIGNATURE);
      return new Reading.Authentic(prices(jws, self));
    } catch (Untrusted e) {
      return new Reading.Refused(e.why());
    }
  }

  private static SignedPrices prices(Jws jws, SignedOrder.Audience self) throws Untrusted {
    Fields fields = Fields.of(jws.payload());
    Untrusted.check(fields.text("purpose", 64).equals(PURPOSE), Why.MALFORMED);
    boolean ours =
        fields.text("tenant", 64).equals(self.tenant())
            & fields.text("site", 64).equals(self.site());
    SignedPrices prices =
        new SignedPrices(
            fields.number("version"),
            fields.text("active_from", 32),
            fields.text("currency", 3),
            fields.has("note") ? fields.text("note", NOTE_LENGTH_MAX) : "",
            hashes(fields.list("parts")),
            jws.keyId());
    fields.end();
    Untrusted.check(ours, Why.NOT_FOR_US);
    Untrusted.check(prices.version >= 1, Why.MALFORMED);
    return prices;
  }

  private static List<String> hashes(List<?> parts) throws Untrusted {
    Untrusted.check(!parts.isEmpty() && parts.size() <= PARTS_MAX, Why.MALFORMED);
    List<String> hashes = new ArrayList<>();
    for (Object part : parts) {
      boolean hash =
          part instanceof String text && text.matches("[A-Za-z0-9_-]{" + HASH_LENGTH + "}");
      Untrusted.check(hash && !hashes.contains(part), Why.MALFORMED);
      hashes.add((String) part);
    }
    return hashes;
  }
}
