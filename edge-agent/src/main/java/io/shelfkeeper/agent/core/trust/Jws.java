package io.shelfkeeper.agent.core.trust;

import java.util.Arrays;

/**
 * One compact JWS (RFC 7515), taken apart but not yet believed. Verified over the bytes as they
 * came; nothing is ever written again.
 *
 * @param keyId the header's {@code kid}
 * @param payload decoded; says nothing before {@link #signedBy}
 * @param signed the bytes under the signature
 */
record Jws(String keyId, byte[] payload, byte[] signed, byte[] signature) {
  private static final int KEY_ID_MAX = 64;

  /** Ed25519, RFC 8032 section 5.1.6. */
  private static final int SIGNATURE_BYTES = 64;

  static Jws read(byte[] compact, int bytesMax) throws Untrusted {
    Untrusted.check(compact.length <= bytesMax, Why.TOO_LARGE);
    int first = dot(compact, 0);
    int second = dot(compact, first + 1);
    byte[] header = Base64Url.decode(compact, 0, first);
    byte[] payload = Base64Url.decode(compact, first + 1, second);
    byte[] signature = Base64Url.decode(compact, second + 1, compact.length);
    Untrusted.check(signature.length == SIGNATURE_BYTES, Why.MALFORMED);
    Fields fields = Fields.of(header);
    // Fixed by the stored key; the header may only agree. A "crit", "jwk" or "b64" is left over.
    Untrusted.check(fields.text("alg", 16).equals("EdDSA"), Why.MALFORMED);
    if (fields.has("typ")) {
      Untrusted.check(fields.text("typ", 16).equals("JWT"), Why.MALFORMED);
    }
    String keyId = fields.text("kid", KEY_ID_MAX);
    fields.end();
    return new Jws(keyId, payload, Arrays.copyOf(compact, second), signature);
  }

  boolean signedBy(IssuerKey key) {
    return key.signed(signed, signature);
  }

  private static int dot(byte[] compact, int from) throws Untrusted {
    for (int i = from; i < compact.length; i++) {
      if (compact[i] == '.') {
        return i;
      }
    }
    throw new Untrusted(Why.MALFORMED);
  }
}
