package io.shelfkeeper.agent.core.stock;

import java.util.List;

/**
 * Counts as they follow from what was told: the opening, plus every movement, with its corrections.
 * Whoever adds up our events comes to the same numbers. What is believed besides is in {@link
 * Belief}, and never moves a count silently.
 */
final class Tally {
  private final Layout layout;
  private final int[] counts;

  Tally(Layout layout) {
    this.layout = layout;
    counts = new int[layout.slots];
    for (int slot = 0; slot < counts.length; slot++) {
      int opening = Math.max(0, layout.poolOpening[layout.slotPool[slot]]);
      counts[slot] = Math.round((float) opening / sharers(slot));
    }
  }

  /** How many placements share the count of this one's product. */
  int sharers(int slot) {
    int sharers = 0;
    for (int pool : layout.slotPool) {
      sharers += pool == layout.slotPool[slot] ? 1 : 0;
    }
    return sharers;
  }

  int count(int slot) {
    return Math.max(0, counts[slot]);
  }

  int raw(int slot) {
    return counts[slot];
  }

  void set(int slot, int count) {
    counts[slot] = count;
  }

  void told(List<Part> parts) {
    add(parts, 1);
  }

  /** An event is told anew: its first items never were. */
  void corrected(List<Part> before, List<Part> after) {
    add(before, -1);
    add(after, 1);
  }

  private void add(List<Part> parts, int sign) {
    for (Part part : parts) {
      if (part.slot() >= 0 && part.slot() < layout.slots) {
        counts[part.slot()] += sign * part.delta();
      }
    }
  }
}
