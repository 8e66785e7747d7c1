package io.shelfkeeper.agent.core.trust;

import java.util.List;
import java.util.Map;

/** The fields of one strict JSON object, fetched by name and kind. Every one must be fetched. */
public final class Fields {
  private static final int HEX_DIGITS = 32;

  private final Map<String, Object> left;

  /**
   * @param fields emptied while they are fetched
   */
  private Fields(Map<String, Object> fields) {
    left = fields;
  }

  /** The object that these bytes are. */
  public static Fields of(byte[] json) throws Untrusted {
    return new Fields(StrictJson.object(json));
  }

  /** A text of 1 to {@code lengthMax} characters. */
  public String text(String name, int lengthMax) throws Untrusted {
    if (left.remove(name) instanceof String text && !text.isEmpty() && text.length() <= lengthMax) {
      return text;
    }
    throw new Untrusted(Why.MALFORMED);
  }

  /** 128 bits as 32 digits of {@code 0-9 a-f}. */
  String bits128(String name) throws Untrusted {
    String text = text(name, HEX_DIGITS);
    Untrusted.check(text.length() == HEX_DIGITS, Why.MALFORMED);
    for (int i = 0; i < HEX_DIGITS; i++) {
      Untrusted.check("0123456789abcdef".indexOf(text.charAt(i)) >= 0, Why.MALFORMED);
    }
    return text;
  }

  /** A whole number from 0 on. */
  public long number(String name) throws Untrusted {
    if (left.remove(name) instanceof Long number) {
      return number;
    }
    throw new Untrusted(Why.MALFORMED);
  }

  /** Whether it is there and was not fetched yet. */
  public boolean has(String name) {
    return left.containsKey(name);
  }

  /** A list; what is in it is for the caller to judge. */
  public List<?> list(String name) throws Untrusted {
    if (left.remove(name) instanceof List<?> list) {
      return list;
    }
    throw new Untrusted(Why.MALFORMED);
  }

  /** The objects of a list. */
  @SuppressWarnings("unchecked") // objects of the strict reader have texts as names
  public static Fields nested(Object value) throws Untrusted {
    if (value instanceof Map<?, ?> map) {
      return new Fields((Map<String, Object>) map);
    }
    throw new Untrusted(Why.MALFORMED);
  }

  /** Nothing may be left: a field that we do not know might be a condition. */
  public void end() throws Untrusted {
    Untrusted.check(left.isEmpty(), Why.MALFORMED);
  }
}
