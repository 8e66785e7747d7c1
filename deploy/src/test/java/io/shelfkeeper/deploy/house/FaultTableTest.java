package io.shelfkeeper.deploy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    Map<String, String> tests = sources();
    List<String> missing = new ArrayList<>();
    for (Matcher row : rows()) {
      Matcher name = NAME.matcher(row.group(3));
      while (name.find()) {
        String source = tests.getOrDefault(name.group(1), "");
        String method = name.group(2);
        if (source.isEmpty() || method != null && !source.contains("void " + method + "(")) {
          missing.add(row.group(1) + ": " + name.group());
        }
      }
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

  /** Test sources of all modules by class; methods of a contract count for whoever extends it. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> byClass = new TreeMap<>();
    for (String module : List.of("device-drivers", "edge-agent", "simulator", "deploy")) {
      try (Stream<Path> files = Files.walk(Folders.root().resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          byClass.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    Pattern parent = Pattern.compile("class \\w+ extends (\\w+Contract)");
    byClass.replaceAll(
        (name, source) -> {
          Matcher extended = parent.matcher(source);
          return extended.find() ? source + byClass.getOrDefault(extended.group(1), "") : source;
        });
    return byClass;
  }
}
