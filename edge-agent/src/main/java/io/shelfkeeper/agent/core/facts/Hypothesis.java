package io.shelfkeeper.agent.core.facts;

import java.util.List;

/**
 * One reading of a weight change.
 *
 * @param items what would have been moved
 * @param probability posterior probability, 0 to 1
 */
public record Hypothesis(List<Item> items, double probability) {
  public Hypothesis {
    items = List.copyOf(items);
  }
}
