package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What was taken lately and may come back: takings of all shelves, bounded, the oldest forgotten.
 */
final class Hands {
  static final int TAKINGS_MAX = 160;
  private static final double GONE = 0.02;

  final List<Taking> takings = new ArrayList<>();

  Hands copy() {
    Hands copy = new Hands();
    for (Taking taking : takings) {
      copy.takings.add(taking.copy());
    }
    return copy;
  }

  void add(Taking taking) {
    takings.add(taking);
    if (takings.size() > TAKINGS_MAX) {
      takings.removeFirst();
    }
  }

  /** Packages expected to be in hands. */
  double out() {
    double sum = 0;
    for (Taking taking : takings) {
      sum += taking.out();
    }
    return sum;
  }

  void forgetEmpty() {
    for (Iterator<Taking> i = takings.iterator(); i.hasNext(); ) {
      if (i.next().out() < GONE) {
        i.remove();
      }
    }
  }
}
