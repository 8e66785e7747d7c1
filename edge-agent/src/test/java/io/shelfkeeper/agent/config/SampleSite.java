package io.shelfkeeper.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A good site file and what becomes of it when somebody edits it. */
enum SampleSite {
  DEMO(Path.of("..", "deploy", "sites", "demo.yaml")),
  LOCKER(Path.of("src/test/resources/io/shelfkeeper/agent/config/locker.yaml")),
  PINS(Path.of("src/test/resources/io/shelfkeeper/agent/config/pins.yaml")),
  SENSORS(Path.of("src/test/resources/io/shelfkeeper/agent/config/sensors.yaml")),
  TAGS(Path.of("src/test/resources/io/shelfkeeper/agent/config/tags.yaml"));

  private final Path file;

  SampleSite(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  Path folder() {
    return file.resolveSibling("");
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text with one piece replaced; the piece has to be there. */
  String edited(String piece, String by) {
    String text = text();
    if (!text.contains(piece)) {
      throw new IllegalArgumentException(this + " has no " + piece);
    }
    return text.replaceFirst(Pattern.quote(piece), Matcher.quoteReplacement(by));
  }

  SiteFile accepted(String text) {
    return switch (SiteFiles.check(text, folder())) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError("refused: " + refused.problems());
    };
  }

  List<Problem> problems(String text) {
    return switch (SiteFiles.check(text, folder())) {
      case SiteFiles.Accepted accepted -> List.of();
      case SiteFiles.Refused refused -> refused.problems();
    };
  }

  /** The line in which a piece of the unedited text stands. */
  int line(String piece) {
    String text = text();
    return 1 + (int) text.substring(0, text.indexOf(piece)).chars().filter(c -> c == '\n').count();
  }
}
