package io.shelfkeeper.agent.core.trust;

import java.util.List;

/**
 * The manifest of a price list, signed by an issuer that may set prices here.
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
    String issuer)
    implements SignedManifest {
  public static final int PARTS_MAX = 160;

  static final String PURPOSE = "shelfkeeper-prices-1";

  private static final int NOTE_LENGTH_MAX = 100;

  public SignedPrices {
    parts = List.copyOf(parts);
  }

  static SignedPrices of(Fields fields, String issuer) throws Untrusted {
    return new SignedPrices(
        fields.number("version"),
        fields.text("active_from", 32),
        fields.text("currency", 3),
        fields.has("note") ? fields.text("note", NOTE_LENGTH_MAX) : "",
        SignedManifest.hashes(fields.list("parts"), PARTS_MAX),
        issuer);
  }
}
