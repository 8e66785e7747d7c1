package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of an audit entry and of the hash before it. The bytes are part of the log's format: a
 * verifier on another machine must come to the same hash, today and in ten years.
 *
 * <p>Big-endian: a version byte 1; number, boot, wall milliseconds, monotonic nanoseconds (8 bytes
 * each); clock (0 unknown, 1 lower bound, 2 trusted; 1 byte); then the hash before as its 64
 * hexadecimal digits, the kind's word, subject and detail, each as a length of 4 bytes and UTF-8.
 */
public final class AuditHash {
  private static final byte VERSION = 1;

  private AuditHash() {}

  /**
   * The hash of an entry, in 64 hexadecimal digits.
   *
   * @param previous hash of the entry before, or of the point that the log begins at
   * @param kind its word: a log of a newer release may hold kinds that this one does not know
   */
  public static String of(
      String previous,
      long number,
      long boot,
      Moment at,
      String kind,
      String subject,
      String detail) {
    List<byte[]> texts = List.of(utf8(previous), utf8(kind), utf8(subject), utf8(detail));
    int length = 2 + 4 * Long.BYTES;
    for (byte[] text : texts) {
      length += Integer.BYTES + text.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.put(VERSION).putLong(number).putLong(boot);
    bytes.putLong(at.wallMillis()).putLong(at.nanos()).put(number(at.clock()));
    for (byte[] text : texts) {
      bytes.putInt(text.length).put(text);
    }
    return HexFormat.of().formatHex(sha256().digest(bytes.array()));
  }

  private static byte number(ClockTrust clock) {
    return switch (clock) {
      case UNKNOWN -> 0;
      case LOWER_BOUND -> 1;
      case TRUSTED -> 2;
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
