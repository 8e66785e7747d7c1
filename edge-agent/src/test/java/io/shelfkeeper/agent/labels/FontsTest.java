package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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

  /** As if it were not there: a label is drawn with the others. */
  @Test
  void aFontOfTheShopsOwnThatIsNoneIsTold(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("thai.ttf"), "no font");
    Fonts fonts = new Fonts(List.of(broken));
    assertEquals("ก", fonts.missing("aก"));
    fonts.font('ก', true, 20);
    assertEquals(1, fonts.problems().size());
    assertTrue(fonts.problems().getFirst().contains("thai.ttf"), fonts.problems().toString());
  }

  @Test
  void aFontOfTheShopsOwnMayBeCalledAsOneOfOurs(@TempDir Path folder) throws IOException {
    Path ours = Path.of(System.getProperty(Fonts.FOLDER_PROPERTY, ""));
    Path latin = ours.resolve("DejaVuSansCondensed.ttf");
    Path chinese = folder.resolve("DejaVuSansCondensed.ttf");
    Files.copy(ours.resolve("NotoSansSC-Medium.ttf"), chinese);
    Path few = Files.createDirectory(folder.resolve("few"));
    for (String name : List.of("NotoSansSC-Medium.ttf", "DejaVuSansCondensed.ttf")) {
      Files.copy(latin, few.resolve(name));
    }
    Files.copy(latin, few.resolve("DejaVuSansCondensed-Bold.ttf"));
    Files.copy(latin, few.resolve("NotoSansSC-Bold.ttf"));
    Fonts fonts = new Fonts(few, List.of(chinese));
    fonts.font('a', false, 20);
    assertTrue(fonts.font('龍', false, 20).canDisplay('龍'), "another font of the same name");
  }
}
