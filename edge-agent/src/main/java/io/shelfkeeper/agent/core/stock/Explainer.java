package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the ways in which a change of weight can have come about and weighs them against each
 * other. What it assumes of shoppers is here, as plain numbers; it never leaves out the possibility
 * that the thing is none of ours.
 */
final class Explainer {
  /** Packages taken or put at once: most hands move one. */
  private static final double[] QUANTITY = {.80, .135, .04, .012, .004, .004, .002, .001, .001};

  private static final double PAIR = 0.03;
  private static final double PAIRS_MAX_SLOTS = 14;
  private static final double UNKNOWN_TAKEN = 0.003;
  private static final double STRAY_TAKEN = 0.1;
  private static final double RETURNED = 0.75;
  private static final double RETURNED_ELSEWHERE = 0.2;
  private static final double RESTOCKED = 0.04;
  private static final double UNKNOWN_PUT = 0.05;

  /** One count after an absence may have changed by anything. */
  private static final double OFFLINE_DECAY = 0.85;

  private static final int OFFLINE_MAX = 60;

  private final Layout layout;
  private final Belief[] pools;
  private final Hands hands;

  // What split() found.
  private double seen;
  private double seenVariance;
  private double placing;

  Explainer(Layout layout, Belief[] pools, Hands hands) {
    this.layout = layout;
    this.pools = pools;
    this.hands = hands;
  }

  Verdict explain(int shelf, Change change, List<Thing> strays, boolean offline) {
    List<Verdict.Explanation> all = new ArrayList<>();
    if (change.total < 0) {
      taken(all, shelf, change, offline);
      if (!offline) {
        pairs(all, shelf, change);
      }
      straysTaken(all, change, strays);
      double log = Math.log(UNKNOWN_TAKEN) + Weights.logAnyWeight(-change.total);
      add(all, List.of(new Part(Layout.FOREIGN, -1)), log, 0);
    } else {
      returned(all, shelf, change);
      restocked(all, shelf, change, offline);
      double log = Math.log(UNKNOWN_PUT) + Weights.logAnyWeight(change.total);
      add(all, List.of(new Part(Layout.FOREIGN, 1)), log, 0);
    }
    return new Verdict(all);
  }

  private static void add(
      List<Verdict.Explanation> all, List<Part> parts, double log, double misfit) {
    all.add(new Verdict.Explanation(parts, log, misfit));
  }

  private double quantity(int n, boolean offline) {
    if (offline) {
      return (1 - OFFLINE_DECAY) * Math.pow(OFFLINE_DECAY, n - 1);
    }
    return n <= QUANTITY.length ? QUANTITY[n - 1] : 0;
  }

  private void taken(List<Verdict.Explanation> all, int shelf, Change change, boolean offline) {
    int[] slots = layout.slotsOfShelf[shelf];
    double live = 0;
    for (int slot : slots) {
      live += pools[layout.slotPool[slot]].atLeast(1);
    }
    for (int slot : slots) {
      if (!split(change, layout.slotCells[slot])) {
        continue;
      }
      int product = layout.slotProduct[slot];
      int most = most(-seen, product, offline);
      for (int n = 1; n <= most; n++) {
        double prior =
            (0.96 - PAIR) * quantity(n, offline) * pools[layout.slotPool[slot]].atLeast(n) / live;
        weigh(all, List.of(new Part(slot, -n)), prior, -seen, product, n);
      }
    }
  }

  /** No need to look at numbers that are far too many. */
  private int most(double grams, int product, boolean offline) {
    int fits = (int) Math.round(1.2 * grams / layout.grams[product]) + 2;
    return Math.max(1, Math.min(offline ? OFFLINE_MAX : QUANTITY.length, fits));
  }

  private void weigh(
      List<Verdict.Explanation> all,
      List<Part> parts,
      double prior,
      double grams,
      int product,
      int n) {
    double mean = n * layout.grams[product];
    double variance = n * square(layout.spread[product]) + seenVariance;
    double log = Math.log(prior) + placing + Weights.logNormal(grams, mean, variance);
    add(all, parts, log, Math.abs(grams - mean) / Math.sqrt(variance));
  }

  private void pairs(List<Verdict.Explanation> all, int shelf, Change change) {
    int[] slots = layout.slotsOfShelf[shelf];
    double pairs = Math.max(1, slots.length * (slots.length - 1) / 2.0);
    double weight = -change.total;
    for (int i = 0; i < slots.length; i++) {
      for (int k = i + 1; k < slots.length; k++) {
        int a = slots[i];
        int b = slots[k];
        for (int n = 1; n <= 2; n++) {
          for (int m = 1; m <= 2; m++) {
            double mean =
                n * layout.grams[layout.slotProduct[a]] + m * layout.grams[layout.slotProduct[b]];
            if (Math.abs(mean - weight) < 0.1 * mean + 20) {
              double prior = PAIR / pairs * (n == 1 ? .83 : .17) * (m == 1 ? .83 : .17);
              pair(all, change, a, n, b, m, prior);
            }
          }
        }
      }
    }
  }

  private void pair(
      List<Verdict.Explanation> all, Change change, int a, int n, int b, int m, double prior) {
    long cellsA = layout.slotCells[a];
    long cellsB = layout.slotCells[b];
    if (!split(change, cellsA | cellsB)) {
      return;
    }
    double meanA = n * layout.grams[layout.slotProduct[a]];
    double meanB = m * layout.grams[layout.slotProduct[b]];
    double varianceA = n * square(layout.spread[layout.slotProduct[a]]);
    double varianceB = m * square(layout.spread[layout.slotProduct[b]]);
    double there =
        pools[layout.slotPool[a]].atLeast(n) * pools[layout.slotPool[b]].atLeast(m) * prior;
    double log = Math.log(there);
    double misfit;
    if ((cellsA & cellsB & change.moved) == 0) {
      if (!split(change, cellsA)) {
        return;
      }
      double offA = square(-seen - meanA) / (varianceA + seenVariance);
      log += Weights.logNormal(-seen, meanA, varianceA + seenVariance);
      if (!split(change, cellsB)) {
        return;
      }
      double offB = square(-seen - meanB) / (varianceB + seenVariance);
      log += Weights.logNormal(-seen, meanB, varianceB + seenVariance);
      misfit = Math.sqrt(Math.max(offA, offB));
      split(change, cellsA | cellsB);
      log += placing;
    } else {
      double variance = varianceA + varianceB + seenVariance;
      log += placing + Weights.logNormal(-seen, meanA + meanB, variance);
      misfit = Math.abs(-seen - meanA - meanB) / Math.sqrt(variance);
    }
    add(all, List.of(new Part(a, -n), new Part(b, -m)), log, misfit);
  }

  private void straysTaken(List<Verdict.Explanation> all, Change change, List<Thing> strays) {
    for (Thing stray : strays) {
      double variance = stray.variance + change.totalVariance;
      double log =
          Math.log(STRAY_TAKEN * stray.there)
              + Weights.logNormal(-change.total, stray.grams, variance);
      int slot = stray.product == Layout.FOREIGN ? Layout.FOREIGN : layout.slots + stray.product;
      add(
          all,
          List.of(new Part(slot, -1, stray, null)),
          log,
          Math.abs(-change.total - stray.grams) / Math.sqrt(variance));
    }
  }

  private void returned(List<Verdict.Explanation> all, int shelf, Change change) {
    double out = Math.max(1, hands.out());
    for (Taking taking : hands.takings) {
      for (Taking.Reading reading : taking.readings) {
        for (Thing thing : reading.things) {
          double prior = reading.probability * thing.there / out;
          if (prior * out > 1e-4 && thing.product != Layout.FOREIGN) {
            returned(all, shelf, change, taking, thing, prior);
          }
        }
      }
    }
  }

  private void returned(
      List<Verdict.Explanation> all,
      int shelf,
      Change change,
      Taking taking,
      Thing thing,
      double prior) {
    boolean home = false;
    for (int slot : layout.slotsOfShelf[shelf]) {
      if (layout.slotProduct[slot] == thing.product && split(change, layout.slotCells[slot])) {
        home = true;
        back(all, new Part(slot, 1, thing, taking), prior * RETURNED, thing);
      }
    }
    double elsewhere = home ? 0.02 : RETURNED_ELSEWHERE / Math.max(1, layout.shelves.size() - 1);
    if (layout.shelves.size() > 1 || layout.cellCount[shelf] > 1) {
      split(change, -1L);
      back(all, new Part(layout.slots + thing.product, 1, thing, taking), prior * elsewhere, thing);
    }
  }

  private void back(List<Verdict.Explanation> all, Part part, double prior, Thing thing) {
    double variance = thing.variance + seenVariance;
    double log = Math.log(prior) + placing + Weights.logNormal(seen, thing.grams, variance);
    add(all, List.of(part), log, Math.abs(seen - thing.grams) / Math.sqrt(variance));
  }

  private void restocked(List<Verdict.Explanation> all, int shelf, Change change, boolean offline) {
    int[] slots = layout.slotsOfShelf[shelf];
    for (int slot : slots) {
      if (!split(change, layout.slotCells[slot])) {
        continue;
      }
      int product = layout.slotProduct[slot];
      int fits = (int) Math.round(1.2 * seen / layout.grams[product]) + 2;
      for (int n = 1; n <= Math.min(fits, OFFLINE_MAX); n++) {
        double prior = (offline ? 1 : RESTOCKED) * quantity(n, true) / slots.length;
        weigh(all, List.of(new Part(slot, n)), prior, seen, product, n);
      }
    }
  }

  /**
   * Adds up what moved on {@code mask}; what moved elsewhere speaks against it.
   *
   * @return false if nothing moved there
   */
  private boolean split(Change change, long mask) {
    seen = 0;
    seenVariance = 0;
    placing = 0;
    int inside = 0;
    double share = Math.log(Math.max(5, 0.7 * Math.abs(change.total)));
    for (int j = 0; j < change.cells; j++) {
      if (!change.moved(j)) {
        continue;
      }
      if ((mask >>> j & 1) != 0) {
        seen += change.grams[j];
        seenVariance += change.variance[j];
        inside++;
        if (inside > 1) {
          placing -= share;
        }
      } else {
        double variance = change.variance[j] + square(0.02 * change.total);
        placing += Math.max(-200, Weights.logNormal(change.grams[j], 0, variance));
      }
    }
    return inside > 0;
  }

  private static double square(double x) {
    return x * x;
  }

  /** What the goods of {@code parts} weigh by the catalogue, or by what was weighed. */
  double expected(int product, @Nullable Thing thing) {
    return thing != null ? thing.grams : layout.grams[product];
  }
}
