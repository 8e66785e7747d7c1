package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * One order as it was signed and sent. What became of it stands in the events of the device only.
 *
 * @param device {@code site/device}
 * @param order 128 random bits, 32 hexadecimal digits
 * @param lock id of the lock in the site file
 * @param atMillis when it was signed, wall time
 * @param jws the bytes that go on the wire, each time the same
 */
record Ordered(String device, String order, String lock, Kind kind, long atMillis, byte[] jws) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What this backend meant by it. */
  enum Kind {
    /** To be carried out. */
    ORDER,
    /** Signed by a stranger; must be refused. */
    FORGE,
    /** Answers a challenge that is no longer good; must be refused. */
    LATE;

    String word() {
      return switch (this) {
        case ORDER -> "order";
        case FORGE -> "forge";
        case LATE -> "late";
      };
    }

    static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of order: " + word);
    }
  }

  /** One line of the file of orders. */
  String line() {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", atMillis).put("kind", kind.word()).put("device", device);
    line.put("order", order).put("lock", lock).put("jws", text());
    return line.toString();
  }

  static Ordered of(JsonNode line) {
    return new Ordered(
        line.path("device").asText(),
        line.path("order").asText(),
        line.path("lock").asText(),
        Kind.of(line.path("kind").asText()),
        line.path("at").asLong(),
        line.path("jws").asText().getBytes(StandardCharsets.US_ASCII));
  }

  private String text() {
    return new String(jws, StandardCharsets.US_ASCII);
  }
}
