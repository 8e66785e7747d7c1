package io.shelfkeeper.agent.core.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A document that is sent in parts: an issuer signs the hashes of all of them. Authentic, and no
 * more: whether it is new, and what its words mean, is for who takes it.
 */
public sealed interface SignedManifest permits SignedPrices, SignedPlanogram {
  int BYTES_MAX = 16_384;

  /** Of each part. */
  int PART_BYTES_MAX = 16_384;

  /** From 1 on. */
  long version();

  /** SHA-256 of each part in base64url, 43 characters. */
  List<String> parts();

  /** Id of the key that signed it. */
  String issuer();

  /** What became of a manifest. */
  sealed interface Reading {
    record Authentic(SignedManifest manifest) implements Reading {}

    record Refused(Why why) implements Reading {}
  }

  /** Reads and checks, the cheapest check first. Never throws on what arrives. */
  static Reading read(byte[] compact, Trust trust, SignedOrder.Audience self) {
    try {
      Jws jws = Jws.read(compact, BYTES_MAX);
      IssuerKey key = trust.key(jws.keyId(), Scope.PRICE, Scope.CONFIG);
      // Before a look at the content: it is long, and only an issuer may make us read it.
      Untrusted.check(jws.signedBy(key), Why.BAD_SIGNATURE);
      return new Reading.Authentic(read(jws, trust, self));
    } catch (Untrusted e) {
      return new Reading.Refused(e.why());
    }
  }

  private static SignedManifest read(Jws jws, Trust trust, SignedOrder.Audience self)
      throws Untrusted {
    Fields fields = Fields.of(jws.payload());
    String purpose = fields.text("purpose", 64);
    boolean ours =
        fields.text("tenant", 64).equals(self.tenant())
            & fields.text("site", 64).equals(self.site());
    SignedManifest manifest =
        switch (purpose) {
          case SignedPrices.PURPOSE -> {
            trust.key(jws.keyId(), Scope.PRICE);
            yield SignedPrices.of(fields, jws.keyId());
          }
          case SignedPlanogram.PURPOSE -> {
            trust.key(jws.keyId(), Scope.CONFIG);
            yield SignedPlanogram.of(fields, jws.keyId());
          }
          default -> throw new Untrusted(Why.MALFORMED);
        };
    fields.end();
    Untrusted.check(ours, Why.NOT_FOR_US);
    Untrusted.check(manifest.version() >= 1, Why.MALFORMED);
    return manifest;
  }

  /** As a manifest names a part. */
  static String hash(byte[] part) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** The hashes of 1 to {@code max} parts. */
  static List<String> hashes(List<?> parts, int max) throws Untrusted {
    Untrusted.check(!parts.isEmpty() && parts.size() <= max, Why.MALFORMED);
    List<String> hashes = new ArrayList<>();
    for (Object part : parts) {
      boolean hash = part instanceof String text && text.matches("[A-Za-z0-9_-]{43}");
      Untrusted.check(hash && !hashes.contains(part), Why.MALFORMED);
      hashes.add((String) part);
    }
    return hashes;
  }
}
