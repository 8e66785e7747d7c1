package io.shelfkeeper.agent.core.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * An Ed25519 public key that was found good. The algorithm lies in the type: no message can choose
 * another one.
 */
public final class IssuerKey {
  private static final String ALGORITHM = "Ed25519";
  private static final int SIGNATURE_BYTES = 64;

  private final byte[] encoded;
  private final PublicKey key;

  private IssuerKey(byte[] encoded, PublicKey key) {
    this.encoded = encoded;
    this.key = key;
  }

  /**
   * @param encoded 32 bytes (RFC 8032, section 5.1.5)
   * @throws WeakKey if it is no point, or one under which signatures prove nothing: the library of
   *     the platform takes them all
   */
  public static IssuerKey of(byte[] encoded) throws WeakKey {
    if (!Edwards25519.isGoodKey(encoded)) {
      throw new WeakKey();
    }
    EdECPoint point = new EdECPoint(Edwards25519.xIsOdd(encoded), Edwards25519.y(encoded));
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
      return new IssuerKey(encoded.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** Whether this key's owner signed exactly these bytes. Never throws on a signature. */
  public boolean signed(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature whose numbers are out of range is an exception there and a forgery here.
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IssuerKey that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  /** A key that must not be imported. */
  public static final class WeakKey extends Exception {
    private static final long serialVersionUID = 1L;

    WeakKey() {
      super("not a public key of the prime group of Ed25519");
    }
  }
}
