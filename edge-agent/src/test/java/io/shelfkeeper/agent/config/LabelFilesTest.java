package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFilesTest {
  @TempDir static Path folder;
  private LabelFiles files = new LabelFiles(null);

  @BeforeEach
  void ownFolder() throws IOException {
    for (Path file : Files.list(folder).toList()) {
      Files.delete(file);
    }
    files = new LabelFiles(folder);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ar", "de", "el", "en", "es", "fr", "he", "it", "ja", "pl", "ru", "tr", "zh"})
  void everyShippedLanguageSpeaks(String language) {
    assertTrue(files.words(language).isPresent(), () -> files.problems().toString());
  }

  @Test
  void aShopsOwnWordsTakeThePlaceOfOurs() throws IOException {
    write("words-en.yaml", "decimal: \"·\"\noffer: Bargain\nunit_price: \"{measure}: {money}\"\n");
    LabelWords words = files.words("en").orElseThrow();
    assertEquals("Bargain", words.offer());
    assertEquals("·", words.decimal());
  }

  @Test
  void aLanguageThatNobodyWroteIsMissedByName() {
    assertTrue(files.words("xx").isEmpty());
    assertTrue(files.problems().getFirst().contains("words-xx.yaml"), files.problems().toString());
  }

  @Test
  void aShopsOwnTemplateTakesThePlaceOfOurs() throws IOException {
    write("296x128.yaml", "parts:\n  - {show: price, x: 1, y: 2, width: 3, height: 4}\n");
    LabelTemplate template = files.template(296, 128).orElseThrow();
    assertEquals(1, template.parts().size());
  }

  /** A size without a template takes the nearest shape, and nothing of it leaves the glass. */
  @ParameterizedTest
  @CsvSource({"640,384", "960,640", "200,200", "168,168", "360,184", "296,160", "80,40"})
  void otherSizesAreScaled(int width, int height) {
    LabelTemplate template = files.template(width, height).orElseThrow();
    assertEquals(width, template.width());
    template
        .parts()
        .forEach(
            part -> {
              assertTrue(part.box().x() + part.box().width() <= width, part::toString);
              assertTrue(part.box().y() + part.box().height() <= height, part::toString);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{show: prise, x: 1, y: 2, width: 3, height: 4}|\"price\"",
        "{x: 1, y: 2, width: 3, height: 4}|add \"show: …\"",
        "{show: price, x: 290, y: 2, width: 30, height: 4}|from 1 to 6",
        "{show: price, x: 296, y: 2, width: 1, height: 4}|from 0 to 295",
        "{show: name, x: 1, y: 2, width: 30, height: 4}|add \"size: …\"",
        "{show: name, x: 1, y: 2, width: 30, height: 4, size: 12, size_min: 13}|at most the size",
        "{show: name, x: 1, y: 2, width: 30, height: 4, size: 12, ink: green}|black, white, red",
        "{show: fill, x: 1, y: 2, width: 30, height: 4, colour: red}|has no key \"colour\""
      })
  void aMistakeIsNamedWithItsLine(String part, String said) throws IOException {
    write("296x128.yaml", "parts:\n  - " + part + "\n");
    assertTrue(files.template(296, 128).isEmpty());
    List<String> problems = files.problems();
    assertTrue(problems.getFirst().contains("296x128.yaml:2:"), problems::toString);
    assertTrue(problems.getFirst().contains(said), problems::toString);
  }

  @Test
  void aFileThatIsTooLongIsNotReadInPart() throws IOException {
    write(
        "296x128.yaml",
        "parts:\n  - {show: price, x: 1, y: 2, width: 3, height: 4}\n"
            + "# nothing\n".repeat(64 * 1024 / 10));
    assertTrue(files.template(296, 128).isEmpty());
    assertTrue(
        files.problems().getFirst().contains("longer than 65536"), files.problems()::toString);
  }

  /** Saved as it says, it is used for the size that was asked for. */
  @Test
  void aPrintedTemplateOfAnotherSizeSaysWhereItBelongs() throws IOException {
    String printed = files.templateText(640, 480);
    String name =
        printed.lines().findFirst().orElseThrow().replaceFirst(".*Save it as (\\S+) .*", "$1");
    write(name, printed);
    assertTrue(files.template(640, 480).isPresent());
    for (String size : files.sizes()) {
      String[] sides = size.split("x", 2);
      files.template(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
    assertEquals(List.of(), files.problems());
    assertTrue(name.matches("[0-9]+x[0-9]+[.]yaml"), name);
    assertTrue(!files.templateText(296, 128).contains("Save it as"));
  }
}
