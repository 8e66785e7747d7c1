package io.shelfkeeper.agent.config;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How problems speak: quotes, lists of choices, and the word that was probably meant. */
final class Words {
  private static final int SHOWN_MAX = 60;
  private static final int CHOICES_MAX = 12;

  private Words() {}

  /** What somebody wrote, shortened, on one line. */
  static String quoted(String written) {
    String line = line(written);
    return '"' + line + '"';
  }

  static String line(String text) {
    String cut = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
    StringBuilder line = new StringBuilder();
    cut.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
    return line.toString();
  }

  /** {@code "address" (did you mean that?); known: id, model} */
  static String choice(String written, Collection<String> known) {
    String nearest = nearest(written, known);
    String all = choices(known);
    return nearest == null ? all : quoted(nearest) + "; known here: " + all;
  }

  static String choices(Collection<String> named) {
    // What could not be read is empty, and no choice.
    List<String> known = named.stream().filter(word -> !word.isEmpty()).toList();
    if (known.isEmpty()) {
      return "nothing yet";
    }
    List<String> sorted = known.stream().limit(CHOICES_MAX).toList();
    String more =
        known.size() > CHOICES_MAX ? " and " + (known.size() - CHOICES_MAX) + " more" : "";
    return String.join(", ", sorted) + more;
  }

  /** The known word with the fewest changes, or null if none is near. */
  static @Nullable String nearest(String written, Collection<String> known) {
    String best = null;
    int bestChanges = 1 + Math.max(1, Math.min(written.length(), SHOWN_MAX) / 3);
    for (String word : known) {
      int changes = changes(written, word);
      if (changes < bestChanges) {
        bestChanges = changes;
        best = word;
      }
    }
    return best;
  }

  /** Letters to insert, delete, replace or swap with their neighbour. */
  private static int changes(String a, String b) {
    if (Math.abs(a.length() - b.length()) > SHOWN_MAX / 3) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int cost = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
  }
}
