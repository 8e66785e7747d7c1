package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything found wrong so far. Reading goes on after a problem, so that a person sees all of them
 * at once and not one per attempt.
 */
final class Problems {
  /** Nobody reads further than this; a file that is no site file at all would fill the memory. */
  private static final int KEPT_MAX = 200;

  private final List<Problem> found = new ArrayList<>();
  private int dropped;

  void add(Place place, String what, String instead) {
    if (found.size() == KEPT_MAX) {
      dropped++;
      return;
    }
    found.add(new Problem(place.line(), place.column(), what, instead));
  }

  boolean any() {
    return !found.isEmpty();
  }

  /** All problems in the order of the file. */
  List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (dropped > 0) {
      sorted.add(new Problem(0, 0, "there are " + dropped + " more problems", "mend these first"));
    }
    return List.copyOf(sorted);
  }
}
