package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a site file: the answer is a shop or a list of clear problems. */
class SiteFuzzTest {
  private static final String SIGNS = "\n\n  :-[]{},\"'#&*!|>%@`\t\0é€\uD83D\uDE00019.xyzA";

  @ParameterizedTest
  @EnumSource
  void noEditEverThrows(SampleSite site) {
    edits(site, 1_000);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("deep")
  void noEditEverThrowsInFifteenThousand(SampleSite site) {
    edits(site, 15_000);
  }

  private static void edits(SampleSite site, long count) {
    int refused = 0;
    String text = site.text();
    for (long seed = 1; seed <= count; seed++) {
      String origin = "SiteFuzzTest.edit(SampleSite." + site + ".text(), " + seed + "L)";
      refused += isClear(site, origin, edit(text, seed)) ? 0 : 1;
    }
    assertTrue(refused > count / 2, "edits that were refused: " + refused);
  }

  /** Inserts, deletes, doubles and replaces a few pieces of a text. */
  private static String edit(String text, long seed) {
    Random random = new Random(seed);
    StringBuilder edited = new StringBuilder(text);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(edited.length());
      int end = Math.min(edited.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> edited.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        case 1 -> edited.delete(at, end);
        case 2 -> edited.insert(at, edited.substring(at, end));
        default -> edited.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
    }
    return edited.toString();
  }

  private static boolean isClear(SampleSite site, String origin, String text) {
    try {
      List<Problem> problems = site.problems(text);
      long lines = text.lines().count() + 1;
      for (Problem problem : problems) {
        assertFalse(
            problem.what().isBlank() || problem.instead().isBlank(), origin + ": " + problem);
        assertTrue(problem.what().length() < 400 && problem.instead().length() < 400, origin);
        assertTrue(problem.line() >= 0 && problem.line() <= lines, origin + ": " + problem);
        assertFalse(problem.what().contains("Exception"), origin + ": " + problem);
      }
      return problems.isEmpty();
    } catch (RuntimeException e) {
      return fail("replay with " + origin, e);
    }
  }
}
