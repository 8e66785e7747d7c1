package io.shelfkeeper.agent.core.trust;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of signed parts, and only JSON that has one meaning: objects, arrays, texts and
 * whole numbers from 0; no doubled names, no null, no fractions, nothing behind the end. Never
 * recurses deeper than {@link #DEPTH_MAX}.
 */
final class StrictJson {
  static final int DEPTH_MAX = 4;
  private static final int DIGITS_MAX = 18;

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  /** The fields of the one object that these bytes are: {@code String}, {@code Long}, list, map. */
  static Map<String, Object> object(byte[] bytes) throws Untrusted {
    StrictJson json = new StrictJson(text(bytes));
    json.space();
    Map<String, Object> fields = json.fields(1);
    json.space();
    Untrusted.check(json.at == json.text.length(), Why.MALFORMED);
    return fields;
  }

  private static String text(byte[] bytes) throws Untrusted {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Untrusted(Why.MALFORMED);
    }
  }

  private Object value(int depth) throws Untrusted {
    return switch (peek()) {
      case '{' -> fields(depth);
      case '[' -> items(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> fields(int depth) throws Untrusted {
    Untrusted.check(depth <= DEPTH_MAX, Why.MALFORMED);
    take('{');
    Map<String, Object> fields = new LinkedHashMap<>();
    space();
    if (taken('}')) {
      return fields;
    }
    do {
      space();
      String name = string();
      space();
      take(':');
      space();
      Untrusted.check(fields.put(name, value(depth + 1)) == null, Why.MALFORMED);
      space();
    } while (taken(','));
    take('}');
    return fields;
  }

  private List<Object> items(int depth) throws Untrusted {
    Untrusted.check(depth <= DEPTH_MAX, Why.MALFORMED);
    take('[');
    List<Object> items = new ArrayList<>();
    space();
    if (taken(']')) {
      return items;
    }
    do {
      space();
      items.add(value(depth + 1));
      space();
    } while (taken(','));
    take(']');
    return items;
  }

  private String string() throws Untrusted {
    take('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      Untrusted.check(c >= ' ', Why.MALFORMED);
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws Untrusted {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Untrusted(Why.MALFORMED);
    };
  }

  private char unicode() throws Untrusted {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      Untrusted.check(digit >= 0, Why.MALFORMED);
      code = code << 4 | digit;
    }
    // Halves of characters could be put together in two ways.
    Untrusted.check(!Character.isSurrogate((char) code), Why.MALFORMED);
    return (char) code;
  }

  private Long number() throws Untrusted {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    int digits = at - from;
    Untrusted.check(digits >= 1 && digits <= DIGITS_MAX, Why.MALFORMED);
    Untrusted.check(digits == 1 || text.charAt(from) != '0', Why.MALFORMED);
    return Long.valueOf(text.substring(from, at));
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Untrusted {
    Untrusted.check(at < text.length(), Why.MALFORMED);
    return text.charAt(at);
  }

  private char next() throws Untrusted {
    char c = peek();
    at++;
    return c;
  }

  private void take(char c) throws Untrusted {
    Untrusted.check(next() == c, Why.MALFORMED);
  }

  private boolean taken(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
