package io.shelfkeeper.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What people can change between two starts, each with its version or SHA-256: the audit log says
 * when it changed. Never says what is in it.
 */
final class Configuration {
  private static final String ROOT_KEY = "root.pub";

  private Configuration() {}

  /**
   * @param siteFile the site file; the root's public key lies beside it, if there is one
   */
  static Map<String, String> of(Build build, Path siteFile) {
    return Map.of(
        "agent version", build.version(),
        "site file", digest(siteFile),
        "root key", digest(siteFile.toAbsolutePath().resolveSibling(ROOT_KEY)));
  }

  private static String digest(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchFileException e) {
      return "none";
    } catch (IOException e) {
      return "unreadable";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
