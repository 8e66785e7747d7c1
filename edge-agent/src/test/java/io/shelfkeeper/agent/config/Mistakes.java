package io.shelfkeeper.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Lists of mistakes: what is replaced, by what, what is said about it, what is advised. */
final class Mistakes {
  private Mistakes() {}

  /** Replaces a piece of a sample, and finds the problem at its line, with its remedy. */
  static void isNamed(SampleSite site, String piece, String by, String what, String instead) {
    List<Problem> problems = site.problems(site.edited(piece, by));
    int line = site.line(piece);
    assertTrue(
        problems.stream()
            .anyMatch(
                problem ->
                    problem.what().contains(what)
                        && problem.instead().contains(instead)
                        && problem.line() == line),
        () -> "expected " + what + " / " + instead + " but got " + problems);
  }

  static List<Arguments> read(String name) {
    try (var in = Mistakes.class.getResourceAsStream(name)) {
      String text = new String(requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> Arguments.of((Object[]) line.split("\\|"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
