package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.LostRange;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What was salvaged, around what it was. Never lets bytes into a message that are not JSON. */
final class SalvageData {
  private static final JsonFactory FACTORY = new JsonFactory();

  private SalvageData() {}

  static void write(JsonGenerator json, OutboxRow row) throws IOException {
    if (row.type().equals(EventType.JOURNAL_SALVAGED.word()) && object(row.data()) != null) {
      asItWas(json, row.data()); // brought home before, from a journal that was damaged earlier
      return;
    }
    json.writeStringField("incarnation", row.incarnation());
    json.writeStringField("lane", row.lane().word());
    json.writeNumberField("sequence", row.seq());
    json.writeStringField("type", row.type());
    json.writeNumberField("boot", row.boot());
    json.writeNumberField("wall_ms", row.at().wallMillis());
    json.writeStringField("clock", Envelope.word(row.at().clock()));
    String data = object(row.data());
    if (data != null) {
      json.writeFieldName("data");
      json.writeRawValue(data);
    }
  }

  private static void asItWas(JsonGenerator json, byte[] data) throws IOException {
    try (JsonParser parser = FACTORY.createParser(data)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        json.copyCurrentStructure(parser);
      }
    }
  }

  static void write(JsonGenerator json, Fact.SalvageEnded ended) throws IOException {
    json.writeStringField("folder", ended.folder());
    if (ended.incarnation() != null) {
      json.writeStringField("incarnation", ended.incarnation());
    }
    json.writeNumberField("rows", ended.rows());
    json.writeArrayFieldStart("lost");
    for (LostRange range : ended.lost()) {
      json.writeStartObject();
      json.writeStringField("lane", range.lane().word());
      json.writeNumberField("from", range.from());
      if (range.to() > 0) {
        json.writeNumberField("to", range.to());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The bytes as one JSON object, null if they are none: a flipped bit spares no text. */
  private static @Nullable String object(byte[] data) {
    try (JsonParser parser = FACTORY.createParser(data)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      parser.skipChildren();
      boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return whole ? new String(data, StandardCharsets.UTF_8) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
