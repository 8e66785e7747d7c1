package io.shelfkeeper.agent.core.doors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table in the documentation of a state machine of this package. */
final class Written {
  private Written() {}

  static List<String> table(String type) throws IOException {
    String source =
        Files.readString(
            Path.of("src/main/java/io/shelfkeeper/agent/core/doors/" + type + ".java"));
    String table = source.substring(source.indexOf("<pre>") + 5, source.indexOf("</pre>"));
    return table
        .lines()
        .map(line -> line.replaceFirst("^ \\* ?", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
