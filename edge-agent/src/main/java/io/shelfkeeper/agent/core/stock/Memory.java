package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is believed about the goods of a shop. It can be copied, so that an answer given in
 * haste can be thought over with a better measurement as if it had never been given.
 */
final class Memory {
  final Belief[] pools;
  final Hands hands;
  final Habits habits;

  /** For each shelf the packages that have been weighed by themselves. */
  final List<List<Thing>> known;

  Memory(Layout layout) {
    pools = new Belief[layout.poolOpening.length];
    for (int i = 0; i < pools.length; i++) {
      pools[i] = layout.poolOpening[i] < 0 ? Belief.open() : Belief.said(layout.poolOpening[i]);
    }
    hands = new Hands();
    habits = new Habits();
    known = new ArrayList<>();
    for (int s = 0; s < layout.shelves.size(); s++) {
      known.add(new ArrayList<>());
    }
  }

  private Memory(Memory of) {
    pools = of.pools.clone();
    for (int i = 0; i < pools.length; i++) {
      pools[i] = pools[i].copy();
    }
    hands = of.hands.copy();
    habits = of.habits.copy();
    known = new ArrayList<>();
    for (List<Thing> things : of.known) {
      known.add(copies(things));
    }
  }

  Memory copy() {
    return new Memory(this);
  }

  static List<Thing> copies(List<Thing> things) {
    List<Thing> copies = new ArrayList<>(things.size());
    for (Thing thing : things) {
      copies.add(thing.copy());
    }
    return copies;
  }
}
