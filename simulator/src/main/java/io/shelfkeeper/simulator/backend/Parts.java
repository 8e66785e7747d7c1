package io.shelfkeeper.simulator.backend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a document, as its manifest names them. */
record Parts(List<byte[]> bytes) {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  /** Of texts. */
  static Parts of(List<String> texts) {
    return new Parts(texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** Their hashes, each in quotes, with commas between them. */
  String hashes() {
    return bytes.stream().map(part -> "\"" + hash(part) + "\"").collect(Collectors.joining(","));
  }

  private static String hash(byte[] part) {
    try {
      return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(part));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
