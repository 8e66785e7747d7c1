package io.shelfkeeper.agent.files;

import io.shelfkeeper.agent.core.audit.DeviceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The device's own key pair in {@code device.key} of the data folder: two PEM blocks, the private
 * and the public key, made at the first start. Never replaces a file that is there.
 *
 * <p>Ed25519 as the JDK has it; other platforms may keep keys in hardware, behind the same
 * interface.
 */
public final class DeviceKeyFile implements DeviceKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String NAME = "device.key";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int BYTES_MAX = 4_096;

  /** The public key in 32 bytes is the end of its DER form (RFC 8410). */
  private static final int RAW_BYTES = 32;

  private final Path file;
  private @Nullable PrivateKey secret;
  private String publicKey = "";

  /**
   * @param folder the data folder
   */
  public DeviceKeyFile(Path folder) {
    file = folder.resolve(NAME);
  }

  /**
   * Reads the key, or makes it if there is no such file. Only for the one process that owns the
   * data folder.
   *
   * @throws Unusable if the file is there and cannot be used, or cannot be made
   */
  public void open() {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        AtomicFile.writePrivate(
            file, text(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair()));
      }
      read();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new Unusable(
          "The device's own key in %s cannot be used (%s). Check who may read the file and whether it is damaged; put it back from a copy. Only if there is none move it away: the agent then makes a new one and says so to the backend."
              .formatted(file, e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  private void read() throws IOException, GeneralSecurityException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IllegalArgumentException("it is too long");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
    PrivateKey mine = keys.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE)));
    byte[] encoded = block(text, PUBLIC);
    PublicKey theirs = keys.generatePublic(new X509EncodedKeySpec(encoded));
    secret = mine;
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    publicKey = base64(raw);
    Signature check = Signature.getInstance(ALGORITHM);
    check.initVerify(theirs);
    check.update(raw);
    if (!check.verify(signature(raw))) {
      throw new IllegalArgumentException("its two keys are not a pair");
    }
  }

  private static byte[] text(KeyPair pair) {
    String text = pem(PRIVATE, pair.getPrivate().getEncoded());
    return (text + pem(PUBLIC, pair.getPublic().getEncoded())).getBytes(StandardCharsets.US_ASCII);
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getEncoder().encodeToString(der));
  }

  private static byte[] block(String text, String what) {
    Pattern block =
        Pattern.compile("-----BEGIN %1$s-----\\s+([^-]+)-----END %1$s-----".formatted(what));
    Matcher found = block.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException("it has no " + what);
    }
    return Base64.getMimeDecoder().decode(found.group(1));
  }

  @Override
  public String publicKey() {
    return publicKey;
  }

  @Override
  public String sign(String text) {
    try {
      return base64(signature(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was tried cannot sign", e);
    }
  }

  private byte[] signature(byte[] content) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(ALGORITHM);
    signer.initSign(Objects.requireNonNull(secret, "the key is not open"));
    signer.update(content);
    return signer.sign();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** There is a key, and it is of no use; nobody must make another one in silence. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
