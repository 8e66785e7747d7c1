package io.shelfkeeper.agent.core.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/** An issuer as a backend would write it, with nothing but the platform. */
public final class Issuing {
  private final String keyId;
  private final KeyPair keys;

  public Issuing(String keyId) throws GeneralSecurityException {
    this.keyId = keyId;
    this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** The same keys for the same seed: a test can be played again. */
  Issuing(String keyId, long seed) throws GeneralSecurityException {
    this.keyId = keyId;
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(seed);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, random);
    this.keys = generator.generateKeyPair();
  }

  public byte[] encoded() {
    // The last 32 bytes of its X.509 form are the key.
    byte[] form = ((EdECPublicKey) keys.getPublic()).getEncoded();
    return java.util.Arrays.copyOfRange(form, form.length - 32, form.length);
  }

  public IssuerKey key() throws IssuerKey.WeakKey {
    return IssuerKey.of(encoded());
  }

  public byte[] sign(String payload) throws GeneralSecurityException {
    return sign("{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}", payload);
  }

  public byte[] sign(String header, String payload) throws GeneralSecurityException {
    String text = url(header) + "." + url(payload);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return (text + "." + url(signature.sign())).getBytes(StandardCharsets.US_ASCII);
  }

  /** The entry of a bundle for this issuer. */
  public String entry(String scopes) {
    return "{\"kid\":\"%s\",\"x\":\"%s\",\"scopes\":[%s]}".formatted(keyId, url(encoded()), scopes);
  }

  public static String bundle(long version, String... entries) {
    return "{\"purpose\":\"shelfkeeper-trust-1\",\"version\":%d,\"keys\":[%s]}"
        .formatted(version, String.join(",", entries));
  }

  public static String url(String text) {
    return url(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
