package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was taken lately and may come back: takings of all shelves, bounded, the oldest forgotten.
 */
final class Hands {
  static final int TAKINGS_MAX = 160;
  static final double GONE = 0.02;

  final List<Taking> takings = new ArrayList<>();

  /**
   * @param copies filled with the copy of every taking
   */
  Hands copy(Map<Taking, Taking> copies) {
    Hands copy = new Hands();
    for (Taking taking : takings) {
      copies.put(taking, taking.copy());
      copy.takings.add(copies.get(taking));
    }
    return copy;
  }

  /** Packages expected to be in hands. */
  double out() {
    double sum = 0;
    for (Taking taking : takings) {
      sum += taking.out();
    }
    return sum;
  }
}
