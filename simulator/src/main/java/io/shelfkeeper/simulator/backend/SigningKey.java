package io.shelfkeeper.simulator.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key pair under the name that bundles give it. Signs whatever it is told to; its secret
 * half never leaves the file in which it lies, which only its user may read.
 *
 * @param keyId the {@code kid} of what it signs
 */
record SigningKey(String keyId, KeyPair keys) {
  private static final String ALGORITHM = "Ed25519";
  private static final int PUBLIC_BYTES = 32;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  /** A new one, known to nobody. */
  static SigningKey fresh(String keyId) {
    try {
      return new SigningKey(keyId, KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /**
   * The one that lies in a file; a missing one is made there. The file holds the secret half and
   * the public half as Java encodes them, in base64, one line each.
   */
  static SigningKey at(Path file, String keyId) throws IOException {
    if (!Files.exists(file)) {
      SigningKey made = fresh(keyId);
      Base64.Encoder base64 = Base64.getEncoder();
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          base64.encodeToString(made.keys.getPrivate().getEncoded())
              + "\n"
              + base64.encodeToString(made.keys.getPublic().getEncoded())
              + "\n");
      return made;
    }
    String[] lines = Files.readString(file).split("\n", -1);
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      Base64.Decoder base64 = Base64.getDecoder();
      return new SigningKey(
          keyId,
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines[1]))),
              factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines[0])))));
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      throw new IOException(
          file + " holds no key of this backend. Remove it, and a new one is made.", e);
    }
  }

  /** The public half: 32 bytes in base64url, as bundles and {@code root.pub} have it. */
  String x() {
    byte[] form = keys.getPublic().getEncoded();
    // The last 32 bytes of its X.509 form are the key.
    return URL.encodeToString(Arrays.copyOfRange(form, form.length - PUBLIC_BYTES, form.length));
  }

  /** A compact JWS of this payload. The same payload always gives the same bytes. */
  byte[] sign(String payload) {
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}";
    String signed = url(header) + "." + url(payload);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      String jws = signed + "." + URL.encodeToString(signature.sign());
      return jws.getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key " + keyId + " cannot sign", e);
    }
  }

  private static String url(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the secret half. */
  @Override
  public String toString() {
    return keyId + " " + x();
  }
}
