package io.shelfkeeper.deploy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of faults names tests that exist, and each fault has a test or a reason. */
class FaultTableTest {
  private static final Path TABLE = Folders.root().resolve("edge-agent/docs/faults.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z]\\d+(?:\\.\\d+)?) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

  private static List<Matcher> rows() throws IOException {
    List<Matcher> rows = new ArrayList<>();
    String text = Files.readString(TABLE);
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      Matcher one = ROW.matcher(row.group());
      assertTrue(one.matches());
      rows.add(one);
    }
    long lines = text.lines().filter(line -> line.matches("\\| [A-Z]\\d.*")).count();
    assertEquals(lines, rows.size(), "lines of the table that cannot be read");
    return rows;
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    TestSources tests = new TestSources();
    List<String> missing = new ArrayList<>();
    for (Matcher row : rows()) {
      tests.missing(NAME, row.group(3)).forEach(name -> missing.add(row.group(1) + ": " + name));
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyFaultHasATestOrAReason() throws IOException {
    List<String> open = new ArrayList<>();
    for (Matcher row : rows()) {
      if (!NAME.matcher(row.group(3)).find() && row.group(4).isBlank()) {
        open.add(row.group(1));
      }
    }
    assertEquals(List.of(), open);
  }
}
