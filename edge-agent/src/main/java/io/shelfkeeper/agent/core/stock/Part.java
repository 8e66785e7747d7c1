package io.shelfkeeper.agent.core.stock;

import org.jspecify.annotations.Nullable;

/**
 * Some packages of one product within an explanation.
 *
 * @param slot where in the {@link Layout}
 * @param delta packages, taken is negative
 * @param thing the very package, if it is one that we know
 * @param taking the event in which that package was taken, if it comes back
 */
record Part(int slot, int delta, @Nullable Thing thing, @Nullable Taking taking) {
  Part(int slot, int delta) {
    this(slot, delta, null, null);
  }
}
