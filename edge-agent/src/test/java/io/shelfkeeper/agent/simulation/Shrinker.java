package io.shelfkeeper.agent.simulation;

import java.util.List;
import java.util.function.Predicate;

/**
 * Takes away from a life that fails what it also fails without: first kinds of happenings, then
 * time at its end. What is left is what a person has to look at.
 */
final class Shrinker {
  private final Predicate<Life> fails;

  Shrinker(Predicate<Life> fails) {
    this.fails = fails;
  }

  /** A life that fails, and would no longer without any one kind of its happenings. */
  Life shrink(Life failing) {
    return shorten(fewer(failing));
  }

  private Life fewer(Life failing) {
    Life least = failing;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Happening happening : List.copyOf(least.happenings())) {
        Life without = least.without(List.of(happening));
        if (fails.test(without)) {
          least = without;
          smaller = true;
        }
      }
    }
    return least;
  }

  /** Halves the time while it fails; a world need not fail again just because it lasts longer. */
  private Life shorten(Life failing) {
    Life least = failing;
    int tooShort = 0;
    while (least.seconds() - tooShort > 1) {
      int middle = (least.seconds() + tooShort) >>> 1;
      Life shorter = least.until(middle);
      if (fails.test(shorter)) {
        least = shorter;
      } else {
        tooShort = middle;
      }
    }
    return least;
  }
}
