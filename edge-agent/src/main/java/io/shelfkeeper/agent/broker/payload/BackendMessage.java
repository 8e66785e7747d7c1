package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;

/**
 * Reads what the backend says on {@code dn/ack} and {@code dn/query}. Whatever arrives, it answers
 * with an input and never throws; it allocates in proportion to what arrived, and that is bounded.
 */
final class BackendMessage {
  /** Room for watermarks and hundreds of rejections; nobody needs more at once. */
  static final int BYTES_MAX = 65_536;

  private static final int DEPTH_MAX = 8;
  private static final int TEXT_MAX = 1_024;
  private static final int DIGITS_MAX = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(TEXT_MAX)
                  .maxNameLength(TEXT_MAX)
                  .maxNumberLength(DIGITS_MAX)
                  .build())
          .build();

  private BackendMessage() {}

  /**
   * @return an {@code Acknowledged}, a {@code StateAsked} or a {@code MessageUnreadable}
   */
  static Input read(Channel channel, byte[] payload) {
    if (payload.length > BYTES_MAX) {
      return unreadable(
          channel, "it has %d bytes, %d are allowed".formatted(payload.length, BYTES_MAX));
    }
    try (JsonParser json = FACTORY.createParser(payload)) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
      Input input =
          switch (channel) {
            case DN_ACK -> AckReader.read(json);
            case DN_QUERY -> query(json);
            case UP_ALARM, UP_FACT, UP_TELEMETRY, UP_STATE, UP_CHALLENGE, DN_ORDER, DN_DOCUMENT ->
                throw new Unreadable("nothing that is read at once comes on this topic");
          };
      expect(json.nextToken() == null, "something follows the JSON object");
      return input;
    } catch (Unreadable e) {
      return unreadable(channel, e.why);
    } catch (JsonProcessingException e) {
      return unreadable(channel, e.getOriginalMessage());
    } catch (IOException e) {
      // From a byte array only broken UTF-8 or UTF-16 is left.
      return unreadable(channel, "its text is not UTF-8");
    }
  }

  private static Input query(JsonParser json) throws IOException {
    String query = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (json.currentName().equals("query")) {
        query = text(json, "query");
      } else {
        skip(json);
      }
    }
    expect(query.equals("state"), "\"query\" must be \"state\", the only thing to ask for");
    return new Input.StateAsked(query);
  }

  /** The text that follows a field's name. */
  static String text(JsonParser json, String field) throws IOException {
    expect(json.nextToken() == JsonToken.VALUE_STRING, "\"" + field + "\" must be a text");
    return json.getText();
  }

  /** The whole number that follows a field's name, 0 or more. */
  static long number(JsonParser json, String field) throws IOException {
    boolean whole = json.nextToken() == JsonToken.VALUE_NUMBER_INT;
    expect(whole, "\"" + field + "\" must be a whole number");
    JsonParser.NumberType type = json.getNumberType();
    expect(type != JsonParser.NumberType.BIG_INTEGER, "\"" + field + "\" has more than 63 bits");
    long number = json.getLongValue();
    expect(number >= 0, "\"" + field + "\" is negative");
    return number;
  }

  /** Passes over the value of a field that we do not know: a newer backend may say more. */
  static void skip(JsonParser json) throws IOException {
    json.nextToken();
    json.skipChildren();
  }

  static void expect(boolean holds, String otherwise) throws Unreadable {
    if (!holds) {
      throw new Unreadable(otherwise);
    }
  }

  private static Input unreadable(Channel channel, String why) {
    String text =
        "A message on %s was thrown away: %s. Check it against the schemas of the contract."
            .formatted(channel.path(), why.strip().replaceAll("\\s+", " "));
    return new Input.MessageUnreadable(channel, text);
  }

  /** Ends the reading of one message. Never leaves this package. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;
    private final String why;

    Unreadable(String why) {
      super(why, null);
      this.why = why;
    }
  }
}
