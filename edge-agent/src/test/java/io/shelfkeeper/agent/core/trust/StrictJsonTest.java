package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @Test
  void whatBackendsWriteIsRead() throws Exception {
    assertEquals(
        Map.of(
            "a", "x\"\\/\n\u00e9\u20ac", "b", 42L, "c", List.of("y", 0L, Map.of("d", List.of()))),
        object(
            " {\"a\" : \"x\\\"\\\\\\/\\n\\u00e9\u20ac\",\n\"b\":42,\"c\":[\"y\",0,{\"d\":[]}]} "));
    assertEquals(Map.of(), object("{}"));
    assertEquals(Map.of("a", "\b\f\r\t"), object("{\"a\":\"\\b\\f\\r\\t\"}"));
    assertEquals(Map.of("a", "\ud83d\ude00"), object("{\"a\":\"\ud83d\ude00\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "1",
        "\"a\"",
        "null",
        "{}{}",
        "{} x",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"a\":null}",
        "{\"a\":true}",
        "{\"a\":-1}",
        "{\"a\":1.0}",
        "{\"a\":1e2}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1234567890123456789}",
        "{\"a\":0x1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u004\u0661\"}",
        "{\"a\":1",
        "{\"a\":\"\\ud83d\\ude00\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"b}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":/**/1}",
        "\ufeff{}",
        "{\"a\":[[[[1]]]]}",
        "{\"a\":\u0661}",
        "{\u00a0}"
      })
  void whatCouldBeReadInTwoWaysIsNotReadAtAll(String text) {
    assertThrows(Untrusted.class, () -> object(text));
  }

  @Test
  void brokenUtf8IsNotRead() {
    for (int[] bytes :
        new int[][] {{0x80}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF8}, {0xE2, 0x82}}) {
      byte[] text = "{\"a\":\"....\"}".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        text[6 + i] = (byte) bytes[i];
      }
      assertThrows(Untrusted.class, () -> StrictJson.object(text));
    }
  }

  @Test
  void depthCostsNothing() {
    assertThrows(Untrusted.class, () -> object("{\"a\":".repeat(100_000)));
    assertThrows(Untrusted.class, () -> object("{\"a\":" + "[".repeat(100_000)));
  }

  @Test
  void base64HasOneFormOnly() throws Exception {
    Random random = new Random(5);
    for (int length = 0; length < 60; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
      assertArrayEquals(bytes, Base64Url.decode(text, 0, text.length));
    }
    for (String bad :
        new String[] {"A", "AB", "AAB", "AA==", "AA=", "A+", "A/", "A A", "AAAAA", "é"}) {
      byte[] text = bad.getBytes(StandardCharsets.UTF_8);
      assertThrows(Untrusted.class, () -> Base64Url.decode(text, 0, text.length), bad);
    }
  }

  private static Map<String, Object> object(String text) throws Untrusted {
    return StrictJson.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
