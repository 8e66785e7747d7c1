package io.shelfkeeper.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Things to do, each at its time and not before the world is ready for it. */
final class Errands {
  private final List<Errand> errands = new ArrayList<>();

  /**
   * @param ready asked only when the time has come
   */
  private record Errand(long atMillis, BooleanSupplier ready, Runnable deed) {}

  void at(long millis, Runnable deed) {
    at(millis, () -> true, deed);
  }

  void at(long millis, BooleanSupplier ready, Runnable deed) {
    errands.add(new Errand(millis, ready, deed));
  }

  /** As soon as it is ready. */
  void when(BooleanSupplier ready, Runnable deed) {
    at(0, ready, deed);
  }

  /** Does what is due, the earliest first; a deed may lead to others. */
  void run(long nowMillis) {
    List<Errand> due =
        errands.stream()
            .filter(errand -> errand.atMillis() <= nowMillis)
            .sorted((one, other) -> Long.compare(one.atMillis(), other.atMillis()))
            .toList();
    for (Errand errand : due) {
      if (errand.ready().getAsBoolean()) {
        errands.remove(errand);
        errand.deed().run();
      }
    }
  }

  boolean isEmpty() {
    return errands.isEmpty();
  }
}
