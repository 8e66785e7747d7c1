package io.shelfkeeper.agent.core.forecast;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for exchanges of places that help: one of two confused products moves to where nothing
 * weighs the same, and what stood there comes back. Greedy, the best exchange first; never proposes
 * one that helps one shelf at the cost of another.
 */
final class Swaps {
  private static final int SWAPS_MAX = 5;

  /**
   * What an exchange must bring to be worth the work, as a share of all movements of its shelves.
   */
  private static final double WORTH = 0.005;

  private final Plan first;
  private final Set<String> confused = new LinkedHashSet<>();

  private record Try(Plan plan, Swap swap, double gain) {}

  Swaps(Plan plan, List<ShelfForecast> shelves) {
    first = plan;
    for (ShelfForecast shelf : shelves) {
      for (ShelfForecast.Confusion confusion : shelf.confusions()) {
        confused.add(confusion.sku());
        confused.add(confusion.told());
      }
    }
  }

  List<Swap> best() {
    List<Swap> swaps = new ArrayList<>();
    Plan plan = first;
    while (swaps.size() < SWAPS_MAX) {
      Try best = best(plan);
      if (best == null) {
        break;
      }
      swaps.add(best.swap);
      plan = best.plan;
    }
    return swaps;
  }

  private @Nullable Try best(Plan plan) {
    Try best = null;
    for (int s = 0; s < plan.shelves().size(); s++) {
      for (int i = 0; i < plan.goods(s).size(); i++) {
        if (confused.contains(plan.goods(s).get(i).sku())) {
          Try one = best(plan, s, i);
          best = one != null && (best == null || one.gain > best.gain) ? one : best;
        }
      }
    }
    return best;
  }

  private @Nullable Try best(Plan plan, int shelf, int place) {
    Plan.Planned one = plan.goods(shelf).get(place);
    Try best = null;
    for (int s = 0; s < plan.shelves().size(); s++) {
      for (int i = 0; i < plan.goods(s).size(); i++) {
        Plan.Planned other = plan.goods(s).get(i);
        if (other.sku().equals(one.sku()) || (s == shelf && other.cells() == one.cells())) {
          continue;
        }
        Plan swapped = plan.swapped(shelf, place, s, i);
        double gain = gain(plan, swapped, shelf, s);
        if (gain > WORTH && (best == null || gain > best.gain)) {
          Swap swap =
              new Swap(
                  one.sku(),
                  one.bay(),
                  other.sku(),
                  other.bay(),
                  plan.accuracy(),
                  swapped.accuracy());
          best = new Try(swapped, swap, gain);
        }
      }
    }
    return best;
  }

  /** What the two shelves win together; nothing if one of them loses noticeably. */
  private static double gain(Plan before, Plan after, int shelf, int other) {
    double here = after.accuracy(shelf) - before.accuracy(shelf);
    double there = after.accuracy(other) - before.accuracy(other);
    if (Math.min(here, there) < -WORTH) {
      return 0;
    }
    double a = before.goods(shelf).size();
    double b = shelf == other ? 0 : before.goods(other).size();
    return (a * here + b * there) / (a + b);
  }
}
