package io.shelfkeeper.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One bay with its packages, each at its place on the bay's cells. */
final class Bay {
  private final BayPlan plan;
  private final List<Placed> placed = new ArrayList<>();

  /**
   * @param shares how much of its weight each cell of the bay carries; adds up to 1
   */
  record Placed(Pack pack, double[] shares) {}

  Bay(BayPlan plan) {
    this.plan = plan;
  }

  BayPlan plan() {
    return plan;
  }

  int count(String sku) {
    return (int) placed.stream().filter(one -> one.pack.sku().equals(sku)).count();
  }

  /** Puts a package down: on one cell, or astride two neighbours where there are several. */
  Placed add(Pack pack, Dice dice) {
    int cells = plan.cells().size();
    double[] shares = new double[cells];
    int main = dice.below(cells);
    shares[main] = 1;
    if (cells > 1 && dice.chance(0.5)) {
      int neighbour = main + 1 < cells ? main + 1 : main - 1;
      shares[main] = dice.between(0.15, 0.85);
      shares[neighbour] = 1 - shares[main];
    }
    Placed one = new Placed(pack, shares);
    placed.add(one);
    return one;
  }

  /** Takes any package of a product; there must be one. */
  Placed remove(String sku, Dice dice) {
    List<Placed> candidates = placed.stream().filter(one -> one.pack.sku().equals(sku)).toList();
    Placed one = candidates.get(dice.below(candidates.size()));
    placed.remove(one);
    return one;
  }

  /** The only product of this bay, or the one named. */
  String only() throws CannotDo {
    List<String> skus = plan.stock().stream().map(stock -> stock.goods().sku()).toList();
    if (skus.size() == 1) {
      return skus.getFirst();
    }
    throw new CannotDo(
        "Bay " + plan.bay() + " holds several products", "Say which one with --sku: " + skus);
  }

  BayState state(boolean moving) {
    SortedMap<String, Integer> packages = new TreeMap<>();
    plan.stock().forEach(stock -> packages.put(stock.goods().sku(), 0));
    placed.forEach(one -> packages.merge(one.pack.sku(), 1, Integer::sum));
    double grams = placed.stream().mapToDouble(one -> one.pack.grams()).sum();
    return new BayState(plan.bay(), packages, grams, moving);
  }
}
