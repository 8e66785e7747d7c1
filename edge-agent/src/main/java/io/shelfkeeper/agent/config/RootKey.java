package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.trust.IssuerKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The key in whose name bundles of issuer keys are signed, from the file {@code root.pub} beside
 * the site file. Never part of the site file: whoever may change a wiring must not choose whom the
 * locks obey.
 */
public final class RootKey {
  public static final String FILE = "root.pub";
  private static final int BYTES_MAX = 1_024;

  private RootKey() {}

  /** What is installed. */
  public sealed interface Verdict {}

  public record Installed(IssuerKey key) implements Verdict {}

  /** There is no such file: the device trusts nobody. */
  public record Missing(Path file) implements Verdict {}

  /**
   * There is a file, and it must not be used.
   *
   * @param why what is wrong with it and what to do, in sentences
   */
  public record Unusable(Path file, String why) implements Verdict {}

  /** Reads the one line of 43 letters: 32 bytes in base64url, as RFC 8037 writes them. */
  public static Verdict beside(Path siteFile) {
    Path file = siteFile.toAbsolutePath().resolveSibling(FILE);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BYTES_MAX);
    } catch (NoSuchFileException e) {
      return new Missing(file);
    } catch (IOException e) {
      return new Unusable(
          file,
          "It cannot be read ("
              + Words.line(String.valueOf(e.getMessage()))
              + "). Let the agent's user read it.");
    }
    String line = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    try {
      return new Installed(IssuerKey.of(Base64.getUrlDecoder().decode(line)));
    } catch (IllegalArgumentException e) {
      return new Unusable(
          file, "It is not one line of base64url. Copy the key's 43 letters and nothing else.");
    } catch (IssuerKey.WeakKey e) {
      return new Unusable(
          file,
          "It is not a good Ed25519 public key: under it a signature proves nothing. Copy the raw"
              + " key of 32 bytes again, or make a new root key.");
    }
  }

  /** One line for people. */
  public static String line(Verdict verdict) {
    return switch (verdict) {
      case Installed installed -> "Trust. root_key=installed";
      case Missing missing ->
          "Trust. root_key=missing: no lock can be ordered. Put the public key of the root into "
              + missing.file()
              + ".";
      case Unusable unusable ->
          "The root key " + unusable.file() + " is refused. " + unusable.why();
    };
  }
}
