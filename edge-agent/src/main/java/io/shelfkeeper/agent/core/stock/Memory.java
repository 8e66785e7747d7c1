package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is believed about the goods of a shop. It can be copied, so that an answer given in
 * haste can be thought over with a better measurement as if it had never been given.
 */
final class Memory {
  private final Layout layout;

  /** Of each group of shelves, {@link Layout#shelfGroup}. */
  final Stories[] stories;

  final Hands hands;
  final Habits habits;

  /** For each shelf the packages that have been weighed by themselves. */
  final List<List<Thing>> known;

  Memory(Layout layout) {
    this.layout = layout;
    stories = new Stories[layout.groupPools.length];
    Arrays.setAll(stories, group -> new Stories(layout, group));
    hands = new Hands();
    habits = new Habits();
    known = new ArrayList<>();
    for (int s = 0; s < layout.shelves.size(); s++) {
      known.add(new ArrayList<>());
    }
  }

  private Memory(Memory of) {
    layout = of.layout;
    Map<Taking, Taking> copies = new IdentityHashMap<>();
    hands = of.hands.copy(copies);
    stories = new Stories[of.stories.length];
    Arrays.setAll(stories, group -> of.stories[group].copy(copies));
    habits = of.habits.copy();
    known = new ArrayList<>();
    for (List<Thing> things : of.known) {
      known.add(copies(things));
    }
  }

  /** Believed number of packages. */
  Belief count(int pool) {
    return stories[layout.poolGroup[pool]].count(pool);
  }

  /** Somebody knows how many there are. */
  void know(int pool, Belief count) {
    stories[layout.poolGroup[pool]].know(pool, count);
  }

  /** Something is in hands from now on; of too many the oldest is forgotten. */
  void take(Taking taking) {
    if (hands.takings.size() >= Hands.TAKINGS_MAX) {
      forget(hands.takings.getFirst());
    }
    hands.takings.add(taking);
  }

  /** Nothing of it comes back any more. */
  void forget(Taking taking) {
    of(taking.shelf).forget(taking);
    hands.takings.remove(taking);
  }

  /** What is believed of the counts of a shelf. */
  Stories of(int shelf) {
    return stories[layout.shelfGroup[shelf]];
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
