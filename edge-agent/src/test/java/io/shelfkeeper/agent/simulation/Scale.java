package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Reason;
import java.util.Collection;
import java.util.Map;

/**
 * Weighs counts against what stands on the shelf. An honest agent may say that it cannot explain a
 * weight; then the counts and what was not explained have to add up to the truth, gram by gram.
 */
final class Scale {
  private static final double TOLERANCE = 0.25;

  private Scale() {}

  static boolean agrees(
      Map<String, Integer> counts, Map<String, Integer> truth, Collection<Fact> told) {
    if (!counts.keySet().equals(truth.keySet())) {
      return false;
    }
    for (Map.Entry<String, Integer> bay : truth.entrySet()) {
      double one = ModelShop.grams(bay.getKey());
      double missing = (bay.getValue() - counts.getOrDefault(bay.getKey(), 0)) * one;
      if (missing != 0 && Math.abs(missing - unexplained(bay.getKey(), told)) > TOLERANCE * one) {
        return false;
      }
    }
    return true;
  }

  private static double unexplained(String bay, Collection<Fact> told) {
    double grams = 0;
    for (Fact fact : told) {
      grams +=
          switch (fact) {
            case Fact.WeightUnexplained weight when weight.shelf().equals(bay) -> weight.grams();
            case Fact.StockMoved moved when moved.reason() == Reason.COUNTED -> 0;
            case Fact.StockMoved moved when moved.shelf().equals(bay) && !ours(moved) ->
                moved.grams();
            default -> 0;
          };
    }
    return grams;
  }

  /** Something of another bay, or of nobody, says nothing of this bay's count. */
  private static boolean ours(Fact.StockMoved moved) {
    return moved.items().stream().anyMatch(item -> ModelShop.isAtHome(item.bay(), item.sku()));
  }
}
