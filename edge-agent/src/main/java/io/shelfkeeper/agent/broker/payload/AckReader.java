package io.shelfkeeper.agent.broker.payload;

import static io.shelfkeeper.agent.broker.payload.BackendMessage.expect;
import static io.shelfkeeper.agent.broker.payload.BackendMessage.number;
import static io.shelfkeeper.agent.broker.payload.BackendMessage.skip;
import static io.shelfkeeper.agent.broker.payload.BackendMessage.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the watermarks of one {@code dn/ack}. Takes all of a message or nothing. */
final class AckReader {
  private static final int REJECTED_MAX = 256;
  private static final int WORD_MAX = 64;
  private static final int WHY_MAX = 200;

  // For one message.
  private @Nullable String incarnation;
  private @Nullable String answers;
  private final Map<Lane, Mark> marks = new EnumMap<>(Lane.class);
  private final List<Input.Rejection> rejected = new ArrayList<>();

  private AckReader() {}

  /** Reads up to the end of the object that has begun. */
  static Input read(JsonParser json) throws IOException {
    AckReader reader = new AckReader();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "incarnation" -> reader.incarnation = hexId(text(json, "incarnation"), "incarnation");
        case "answers" -> reader.answers = word(text(json, "answers"), "answers");
        case "lanes" -> reader.lanes(json);
        case "rejected" -> reader.rejected(json);
        default -> skip(json);
      }
    }
    if (reader.incarnation == null) {
      throw new BackendMessage.Unreadable("\"incarnation\" is missing");
    }
    return new Input.Acknowledged(
        reader.incarnation, reader.answers, reader.marks, reader.rejected);
  }

  private void lanes(JsonParser json) throws IOException {
    expect(json.nextToken() == JsonToken.START_OBJECT, "\"lanes\" must be an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Lane lane = lane(json.currentName());
      if (lane == null) {
        skip(json);
      } else {
        marks.put(lane, mark(json, lane));
      }
    }
  }

  private static Mark mark(JsonParser json, Lane lane) throws IOException {
    String place = "lanes." + lane.word();
    expect(json.nextToken() == JsonToken.START_OBJECT, "\"" + place + "\" must be an object");
    long seq = -1;
    String id = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "seq" -> seq = number(json, place + ".seq");
        case "id" -> id = text(json, place + ".id");
        default -> skip(json);
      }
    }
    expect(seq >= 0, "\"" + place + ".seq\" is missing");
    if (seq == 0) {
      expect(id.isEmpty(), "\"" + place + ".id\" must be empty or absent where seq is 0");
      return Mark.NONE;
    }
    return new Mark(seq, hexId(id, place + ".id"));
  }

  private void rejected(JsonParser json) throws IOException {
    expect(json.nextToken() == JsonToken.START_ARRAY, "\"rejected\" must be an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(
          json.currentToken() == JsonToken.START_OBJECT, "\"rejected\" must be a list of objects");
      expect(
          rejected.size() < REJECTED_MAX, "\"rejected\" has more than " + REJECTED_MAX + " rows");
      rejected.add(rejection(json));
    }
  }

  private static Input.Rejection rejection(JsonParser json) throws IOException {
    Lane lane = null;
    long seq = 0;
    String id = "";
    String why = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "lane" -> lane = lane(text(json, "rejected.lane"));
        case "seq" -> seq = number(json, "rejected.seq");
        case "id" -> id = text(json, "rejected.id");
        case "why" -> why = text(json, "rejected.why");
        default -> skip(json);
      }
    }
    if (lane == null) {
      throw new BackendMessage.Unreadable("\"rejected.lane\" names no lane");
    }
    expect(seq > 0, "\"rejected.seq\" is missing");
    String shortWhy = why.length() > WHY_MAX ? why.substring(0, WHY_MAX) : why;
    return new Input.Rejection(lane, seq, hexId(id, "rejected.id"), shortWhy);
  }

  private static @Nullable Lane lane(String word) {
    for (Lane lane : Lane.values()) {
      if (lane.word().equals(word)) {
        return lane;
      }
    }
    return null;
  }

  private static String hexId(String text, String field) throws BackendMessage.Unreadable {
    boolean hex = text.length() == 32;
    for (int i = 0; hex && i < text.length(); i++) {
      char c = text.charAt(i);
      hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    expect(hex, "\"" + field + "\" must be 32 digits of 0-9 a-f");
    return text;
  }

  private static String word(String text, String field) throws BackendMessage.Unreadable {
    boolean good = !text.isEmpty() && text.length() <= WORD_MAX;
    expect(good, "\"" + field + "\" must have 1 to " + WORD_MAX + " characters");
    return text;
  }
}
