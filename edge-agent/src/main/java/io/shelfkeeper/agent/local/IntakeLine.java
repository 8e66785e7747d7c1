package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.shelfkeeper.agent.core.facts.NoteClass;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of the intake. Never changes an event, and never lets one through that would
 * break the message around it.
 */
final class IntakeLine {
  private static final byte[] EVENT = "{\"seq\":".getBytes(UTF_8);
  private static final byte[] DECLARATION_CLASS = "{\"class\":".getBytes(UTF_8);
  private static final byte[] DECLARATION_SOURCE = "{\"source\":".getBytes(UTF_8);
  private static final int DIGITS_MAX = 18;
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final JsonFactory JSON = new JsonFactory();

  private IntakeLine() {}

  /**
   * What a connection says of itself.
   *
   * @param kind null if it names no class
   */
  record Declaration(@Nullable NoteClass kind, String source) {}

  /** A line that is not taken. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it, and what to send instead. */
    final String what;

    Bad(String what) {
      super(what);
      this.what = what;
    }
  }

  static boolean isDeclaration(byte[] bytes, int from, int to) {
    return starts(bytes, from, to, DECLARATION_CLASS)
        || starts(bytes, from, to, DECLARATION_SOURCE);
  }

  /** The number of an event; the line is one whole JSON object. */
  static long seq(byte[] bytes, int from, int to) throws Bad {
    if (!starts(bytes, from, to, EVENT)) {
      throw new Bad("it does not begin with {\"seq\":N, where N is a whole number");
    }
    int at = from + EVENT.length;
    int digits = 0;
    long seq = 0;
    while (at + digits < to && bytes[at + digits] >= '0' && bytes[at + digits] <= '9') {
      seq = seq * 10 + bytes[at + digits] - '0';
      digits++;
      if (digits > DIGITS_MAX) {
        throw new Bad("its number has more than " + DIGITS_MAX + " digits");
      }
    }
    int after = at + digits;
    if (digits == 0 || after >= to || bytes[after] != ',' && bytes[after] != '}') {
      throw new Bad("after {\"seq\": a whole number and a comma are needed");
    }
    whole(bytes, from, to);
    return seq;
  }

  /** One object from the first byte to the last, in UTF-8. */
  private static void whole(byte[] bytes, int from, int to) throws Bad {
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      int depth = 0;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new Bad("the JSON object has no end; one event is one line");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0);
      if (parser.nextToken() != null) {
        throw new Bad("something follows the JSON object; one event is one line");
      }
    } catch (IOException e) {
      throw new Bad("it is no JSON object in UTF-8 on one line");
    }
  }

  static Declaration declaration(byte[] bytes, int from, int to) throws Bad {
    whole(bytes, from, to);
    NoteClass kind = null;
    String source = "";
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        String value = parser.nextTextValue();
        if (name.equals("class") && value != null && NoteClass.of(value) != null) {
          kind = NoteClass.of(value);
        } else if (name.equals("source") && value != null && SOURCE.matcher(value).matches()) {
          source = value;
        } else {
          throw new Bad(
              "a declaration has \"class\" (urgent, fact or telemetry) and \"source\" (1 to 64 of"
                  + " A-Z, a-z, 0-9 and . _ -) and nothing else");
        }
      }
    } catch (IOException e) {
      throw new Bad("it is no JSON object in UTF-8 on one line");
    }
    return new Declaration(kind, source);
  }

  private static boolean starts(byte[] bytes, int from, int to, byte[] with) {
    return to - from >= with.length
        && Arrays.equals(bytes, from, from + with.length, with, 0, with.length);
  }
}
