package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of an audit entry over all of its fields. The bytes are part of the log's format: a
 * verifier on another machine must come to the same hash, today and in ten years.
 *
 * <p>Big-endian: a version byte 1; number, boot, wall milliseconds, monotonic nanoseconds (8 bytes
 * each); clock (0 unknown, 1 lower bound, 2 trusted; 1 byte); then previous, kind, subject and
 * detail, each as a length of 4 bytes and UTF-8.
 */
final class AuditHash {
  private static final byte VERSION = 1;

  private AuditHash() {}

  /** 64 hexadecimal digits. */
  static String of(AuditEntry entry, Digest digest) {
    return HexFormat.of().formatHex(digest.of(bytes(entry)));
  }

  private static byte[] bytes(AuditEntry entry) {
    List<byte[]> texts =
        List.of(
            utf8(entry.previous()),
            utf8(entry.kind().word()),
            utf8(entry.subject()),
            utf8(entry.detail()));
    int length = 2 + 4 * Long.BYTES;
    for (byte[] text : texts) {
      length += Integer.BYTES + text.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.put(VERSION).putLong(entry.number()).putLong(entry.boot());
    bytes.putLong(entry.at().wallMillis()).putLong(entry.at().nanos());
    bytes.put((byte) entry.at().clock().ordinal());
    for (byte[] text : texts) {
      bytes.putInt(text.length).put(text);
    }
    return bytes.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
