package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FontsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Crème brûlée à l'œuf, Smørrebrød, Żółty ser, İçecek, Štrúdľa",
        "Χυμός μήλου",
        "Яблучний сік, Сок Ђ",
        "عصير تفاح ٢٥٠ مل",
        "מיץ תפוחים",
        "有机苹果汁 蘋果汁 龍",
        "りんごジュース",
        "€ $ £ ¥ ₪ ₽ ₹ ₺ ₴ ₫ ₩ zł",
        "\u2066left\u2069 to right\u00A0and a line\nmore"
      })
  void whatShopsWriteIsThere(String text) {
    assertEquals("", SampleLabel.fonts().missing(text));
  }

  @Test
  void whatNoFontHasIsToldOnceEach() {
    assertEquals("ก글", SampleLabel.fonts().missing("a ก ก 글"));
  }

  @Test
  void fontsThatAreNotThereAreMissedAtOnce(@TempDir Path folder) {
    IOException e = assertThrows(IOException.class, () -> new Fonts(folder, List.of()));
    assertTrue(e.toString().contains("install it again"), e.toString());
  }
}
