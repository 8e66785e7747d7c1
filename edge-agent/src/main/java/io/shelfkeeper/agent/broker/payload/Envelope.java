package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.nio.charset.StandardCharsets;

/**
 * The CloudEvents envelope in structured JSON, put around data that is JSON already. Never reads
 * the data again: ten million stored events must not cost a parser each.
 */
final class Envelope {
  /** Digits of {@code sequence}: as many as a 64-bit number can have, so that it sorts as text. */
  private static final int SEQUENCE_DIGITS = 20;

  private static final String ZEROS = "0".repeat(SEQUENCE_DIGITS);

  /** 9999-12-31T23:59:59.999Z: RFC 3339 knows no later year. */
  private static final long WALL_MILLIS_MAX = 253_402_300_799_999L;

  private final StringBuilder head = new StringBuilder(512);

  private Envelope(String id, String source, String type) {
    head.append("{\"specversion\":\"1.0\"");
    text("id", id);
    text("source", source);
    text("type", type);
  }

  static Envelope of(String id, String source, String type) {
    return new Envelope(id, source, type);
  }

  Envelope subject(String subject) {
    if (!subject.isEmpty()) {
      text("subject", subject);
    }
    return this;
  }

  /** The place in a lane. */
  Envelope place(Lane lane, long seq) {
    String digits = Long.toString(seq);
    text("sequence", ZEROS.substring(digits.length()) + digits);
    text("lane", lane.word());
    return this;
  }

  Envelope incarnation(String incarnation) {
    text("incarnation", incarnation);
    return this;
  }

  /**
   * When it happened, and how far the time may be believed. CloudEvents integers have 32 bits, too
   * few for milliseconds since a start: {@code monotonic} is text.
   */
  Envelope at(Moment at, long boot, WallTimes times) {
    long wall = Math.clamp(at.wallMillis(), 0, WALL_MILLIS_MAX);
    text("time", times.of(wall));
    text("clock", word(at.clock()));
    text("monotonic", Long.toString(at.monotonicMillis()));
    head.append(",\"boot\":").append(boot);
    return this;
  }

  /**
   * @param data one JSON value in UTF-8
   */
  byte[] around(byte[] data) {
    head.append(",\"datacontenttype\":\"application/json\",\"data\":");
    byte[] before = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[before.length + data.length + 1];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(data, 0, whole, before.length, data.length);
    whole[whole.length - 1] = '}';
    return whole;
  }

  /** The word for it in messages. */
  static String word(ClockTrust clock) {
    return switch (clock) {
      case UNKNOWN -> "unknown";
      case LOWER_BOUND -> "lowerbound";
      case TRUSTED -> "trusted";
    };
  }

  private void text(String name, String value) {
    if (head.length() > 1) {
      head.append(',');
    }
    head.append('"').append(name).append("\":\"");
    if (isPlain(value)) {
      head.append(value);
    } else {
      JsonStringEncoder.getInstance().quoteAsString(value, head);
    }
    head.append('"');
  }

  /** Almost all values are; the encoder looks at each letter in several ways. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
