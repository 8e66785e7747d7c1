package io.shelfkeeper.deploy.house;

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
import org.jspecify.annotations.Nullable;

/** Which tests there are, for papers that name them. */
final class TestSources {
  private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+Contract)");

  private final Map<String, String> byClass = new TreeMap<>();

  /** Those of all modules; methods of a contract count for whoever extends it. */
  TestSources() throws IOException {
    for (String module : Folders.MODULES) {
      try (Stream<Path> files = Files.walk(Folders.root().resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          byClass.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    byClass.replaceAll(
        (name, source) -> {
          Matcher extended = PARENT.matcher(source);
          return extended.find() ? source + byClass.getOrDefault(extended.group(1), "") : source;
        });
  }

  private boolean has(String test, @Nullable String method) {
    String source = byClass.getOrDefault(test, "");
    return !source.isEmpty() && (method == null || source.contains("void " + method + "("));
  }

  /**
   * What a text names and what is not there.
   *
   * @param name its first group is a class, its second a method or null
   */
  List<String> missing(Pattern name, String text) {
    List<String> missing = new ArrayList<>();
    Matcher named = name.matcher(text);
    while (named.find()) {
      if (!has(named.group(1), named.group(2))) {
        missing.add(named.group());
      }
    }
    return missing;
  }
}
