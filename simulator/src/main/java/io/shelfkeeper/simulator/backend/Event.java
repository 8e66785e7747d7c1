package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One message of a device as the contract has it: a CloudEvents envelope around data.
 *
 * @param device {@code site/device}, from the source
 * @param lane empty for messages outside of lanes
 * @param seq number in its lane, 0 outside of lanes
 */
record Event(
    String device,
    String type,
    String id,
    String incarnation,
    String lane,
    long seq,
    JsonNode data,
    JsonNode whole) {
  static final String MOVED = "io.shelfkeeper.stock.moved.v1";
  static final String STATE = "io.shelfkeeper.stock.state.v1";
  static final String BORN = "io.shelfkeeper.device.born.v1";
  static final String PLANOGRAM = "io.shelfkeeper.planogram.active.v1";
  static final String GONE = "io.shelfkeeper.device.gone.v1";
  static final String DROPPED = "io.shelfkeeper.journal.dropped.v1";
  static final String SALVAGED = "io.shelfkeeper.journal.salvaged.v1";
  static final String CHALLENGE = "io.shelfkeeper.challenge.issued.v1";
  static final String DONE = "io.shelfkeeper.order.done.v1";
  static final String REFUSED = "io.shelfkeeper.order.refused.v1";

  /** First number that it stands for: its own, unless it says that others were dropped. */
  long first() {
    return type.equals(DROPPED) ? seq - Math.max(1, data.path("rows").asLong(1)) + 1 : seq;
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "/sk/";

  /** A message that is none of the contract. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String what) {
      super(what);
    }
  }

  static Event read(byte[] payload) throws Unreadable {
    try {
      return of(JSON.readTree(payload));
    } catch (JsonProcessingException e) {
      throw new Unreadable("no JSON: " + e.getOriginalMessage());
    } catch (java.io.IOException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  static Event of(JsonNode json) throws Unreadable {
    String source = json.path("source").asText();
    if (!source.startsWith(SOURCE) || !json.path("data").isObject()) {
      throw new Unreadable("no event of a device: source \"" + source + "\"");
    }
    String sequence = json.path("sequence").asText("0");
    if (!sequence.matches("[0-9]{1,20}")) {
      throw new Unreadable("sequence is no number: " + sequence);
    }
    return new Event(
        source.substring(SOURCE.length()),
        json.path("type").asText(),
        json.path("id").asText(),
        json.path("incarnation").asText(),
        json.path("lane").asText(),
        Long.parseLong(sequence),
        json.path("data"),
        json);
  }
}
