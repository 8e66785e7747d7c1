package io.shelfkeeper.agent;

import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import io.shelfkeeper.agent.core.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Runs the verifier of orders before the first shopper comes: a virtual machine is slow in what it
 * does for the first time. Trusts nobody: its keys are made here and forgotten here.
 */
final class WarmUp {
  private static final int ROUNDS_MAX = 60;
  private static final long NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1_500);
  private static final SignedOrder.Audience SELF = new SignedOrder.Audience("t", "s", "d");

  private static final String ORDER =
      """
      {"purpose":"shelfkeeper-order-1","tenant":"t","site":"s","device":"d",\
      "order":"00000000000000000000000000000000","action":"release","target":"lock/none",\
      "challenge":"00000000000000000000000000000000","issued":0}\
      """;

  private WarmUp() {}

  /**
   * Takes some hundred milliseconds of this thread.
   *
   * @return how long the first and the last verification took, nanoseconds
   */
  static Took run() {
    try {
      KeyPairGenerator maker = KeyPairGenerator.getInstance("Ed25519");
      KeyPair root = maker.generateKeyPair();
      KeyPair issuer = maker.generateKeyPair();
      String bundle =
          "{\"purpose\":\"shelfkeeper-trust-1\",\"version\":1,\"keys\":[{\"kid\":\"warm\",\"x\":\""
              + url(raw(issuer))
              + "\",\"scopes\":[\"open\"]}]}";
      Trust nobody = Trust.of(IssuerKey.of(raw(root)), 0);
      if (!(nobody.take(sign(root, "root", bundle)) instanceof Trust.Taking.Taken taken)) {
        throw new IllegalStateException("this Java does not verify what it signed");
      }
      return verify(sign(issuer, "warm", ORDER), taken.trust());
    } catch (GeneralSecurityException | IssuerKey.WeakKey e) {
      throw new IllegalStateException("this Java has no working Ed25519", e);
    }
  }

  /** Nanoseconds. */
  record Took(long first, long last) {}

  private static Took verify(byte[] order, Trust trust) {
    long start = System.nanoTime();
    long first = 0;
    long last = 0;
    for (int i = 0; i < ROUNDS_MAX && System.nanoTime() - start < NANOS_MAX; i++) {
      long before = System.nanoTime();
      if (!(SignedOrder.read(order, trust, SELF) instanceof SignedOrder.Reading.Authentic)) {
        throw new IllegalStateException("this Java does not verify what it signed");
      }
      last = System.nanoTime() - before;
      first = i == 0 ? last : first;
    }
    return new Took(first, last);
  }

  private static byte[] sign(KeyPair keys, String keyId, String payload)
      throws GeneralSecurityException {
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}";
    String text = url(bytes(header)) + "." + url(bytes(payload));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(bytes(text));
    return bytes(text + "." + url(signature.sign()));
  }

  private static byte[] raw(KeyPair keys) {
    byte[] form = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(form, form.length - 32, form.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
