package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The posterior over explanations of one change. */
final class Verdict {
  private static final double NEGLIGIBLE = 1e-4;
  private static final int KEPT_MAX = 96;

  /** One way in which the change can have come about. */
  static final class Explanation {
    final List<Part> parts;
    double log;

    /** Logarithm of its probability before the weight was seen. */
    final double prior;

    /** What it expects the shelf to show, grams. */
    final double expected;

    /** How far the change is from that, in standard deviations. */
    final double misfit;

    double probability;

    Explanation(List<Part> parts, double log, double prior, double expected, double misfit) {
      this.parts = parts;
      this.log = log;
      this.prior = prior;
      this.expected = expected;
      this.misfit = misfit;
    }
  }

  /** All explanations that move the same goods. */
  static final class Outcome {
    final List<Part> parts;
    final List<Explanation> ways = new ArrayList<>();
    double probability;

    Outcome(List<Part> parts) {
      this.parts = parts;
    }

    int delta(int slot) {
      int sum = 0;
      for (Part part : parts) {
        sum += part.slot() == slot ? part.delta() : 0;
      }
      return sum;
    }

    /** Whether it moves exactly these goods. */
    boolean moves(List<Part> goods) {
      return key(parts) == key(goods);
    }

    double misfit() {
      return ways.getFirst().misfit;
    }

    boolean foreign() {
      return parts.getFirst().slot() == Layout.FOREIGN;
    }
  }

  /** Probability that nothing has come to rest yet; the rest is shared by the outcomes. */
  final double handProbability;

  /** The likeliest first; empty if it can only be a hand. */
  final List<Outcome> outcomes;

  Verdict(List<Explanation> all) {
    double top = Double.NEGATIVE_INFINITY;
    for (Explanation e : all) {
      top = Math.max(top, e.log);
    }
    double sum = 0;
    for (Explanation e : all) {
      e.probability = Math.exp(e.log - top);
      sum += e.probability;
    }
    for (Explanation e : all) {
      e.probability /= sum;
    }
    List<Explanation> kept = new ArrayList<>();
    for (Explanation e : all) {
      if (e.probability > NEGLIGIBLE) {
        kept.add(e);
      }
    }
    kept.sort(Comparator.comparingDouble((Explanation e) -> -e.probability));
    if (kept.size() > KEPT_MAX) {
      kept.subList(KEPT_MAX, kept.size()).clear();
    }
    Map<Long, Outcome> byGoods = new HashMap<>();
    outcomes = new ArrayList<>();
    for (Explanation e : kept) {
      Outcome outcome = byGoods.get(key(e.parts));
      if (outcome == null) {
        outcome = new Outcome(e.parts);
        byGoods.put(key(e.parts), outcome);
        outcomes.add(outcome);
      }
      outcome.ways.add(e);
      outcome.probability += e.probability;
    }
    handProbability =
        outcomes.stream()
            .filter(outcome -> outcome.parts.getFirst().slot() == Layout.HAND)
            .mapToDouble(outcome -> outcome.probability)
            .sum();
    outcomes.removeIf(outcome -> outcome.parts.getFirst().slot() == Layout.HAND);
    outcomes.sort(Comparator.comparingDouble((Outcome o) -> -o.probability));
  }

  /** Probability of an outcome that moves exactly these goods. */
  double probability(List<Part> goods) {
    for (Outcome outcome : outcomes) {
      if (outcome.moves(goods)) {
        return outcome.probability;
      }
    }
    return 0;
  }

  Outcome best() {
    return outcomes.getFirst();
  }

  /** Order of the parts does not matter. */
  private static long key(List<Part> parts) {
    long key = 0;
    for (Part part : parts) {
      long one = (part.slot() + 2L) * 1000003L + (part.delta() + 512L);
      one *= 0x9E3779B97F4A7C15L;
      key += one ^ (one >>> 29);
    }
    return key;
  }
}
