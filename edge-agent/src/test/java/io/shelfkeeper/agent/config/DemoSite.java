package io.shelfkeeper.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample site file and what becomes of it when somebody edits it. */
final class DemoSite {
  static final Path SITES = Path.of("..", "deploy", "sites").toAbsolutePath().normalize();
  static final Path FILE = SITES.resolve("demo.yaml");

  private DemoSite() {}

  static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text with one piece replaced; the piece has to be there. */
  static String edited(String piece, String by) {
    String text = text();
    if (!text.contains(piece)) {
      throw new IllegalArgumentException("the demo has no " + piece);
    }
    return text.replaceFirst(Pattern.quote(piece), Matcher.quoteReplacement(by));
  }

  static SiteFile accepted(String text) {
    return switch (SiteFiles.check(text, SITES)) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError("refused: " + refused.problems());
    };
  }

  static List<Problem> problems(String text) {
    return switch (SiteFiles.check(text, SITES)) {
      case SiteFiles.Accepted accepted -> List.of();
      case SiteFiles.Refused refused -> refused.problems();
    };
  }

  /** The line in which a piece of the text stands. */
  static int line(String text, String piece) {
    return 1 + (int) text.substring(0, text.indexOf(piece)).chars().filter(c -> c == '\n').count();
  }
}
