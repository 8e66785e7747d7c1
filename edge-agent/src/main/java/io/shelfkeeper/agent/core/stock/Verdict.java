package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The posterior over explanations of one change. */
final class Verdict {
  private static final double NEGLIGIBLE = 1e-4;
  private static final double NEVER = 1e-8;
  private static final int WAYS_MAX = 48;
  private static final List<Part> NOTHING = List.of(new Part(Layout.NOTHING, 0));
  private static final List<Part> HAND = List.of(new Part(Layout.HAND, 0));

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

    /** Variance of the weight that it expects, without the error of the measurement. */
    double own = Double.NaN;

    /** What was moved before a light hand came that has not left yet; empty without such a hand. */
    List<Part> below = List.of();

    Explanation(List<Part> parts, double log, double prior, double expected, double misfit) {
      this.parts = parts;
      this.log = log;
      this.prior = prior;
      this.expected = expected;
      this.misfit = misfit;
    }

    private Explanation shared(double share) {
      Explanation less = new Explanation(parts, log, prior, expected, misfit);
      less.probability = share * probability;
      less.own = own;
      less.below = below;
      return less;
    }
  }

  /** All explanations that move the same goods. */
  static final class Outcome {
    final List<Part> parts;
    final List<Explanation> ways = new ArrayList<>();
    double probability;

    /** Probability that these goods were moved and a light hand is still there. */
    double underHand;

    Outcome(List<Part> parts) {
      this.parts = parts;
    }

    /** Whether it moves exactly these goods. */
    boolean moves(List<Part> goods) {
      return key(parts) == key(goods);
    }

    /** Probability that these goods were moved, whether or not a light hand is still there. */
    double sure() {
      return probability + underHand;
    }

    double misfit() {
      return ways.getFirst().misfit;
    }

    boolean foreign() {
      return parts.getFirst().slot() == Layout.FOREIGN;
    }
  }

  /**
   * Probability that nothing has come to rest yet; the rest is shared by the outcomes. A light hand
   * does not count: it hides no goods, and nothing follows when it leaves.
   */
  final double handProbability;

  /** Probability that no goods moved: a hand has gone that was there when the level was read. */
  final double nothing;

  /** The likeliest first; empty if it can only be a hand. */
  final List<Outcome> outcomes;

  private Verdict(double handProbability, double nothing, List<Outcome> outcomes) {
    this.handProbability = handProbability;
    this.nothing = nothing;
    this.outcomes = outcomes;
  }

  Verdict(List<Explanation> all) {
    double top = Double.NEGATIVE_INFINITY;
    for (Explanation e : all) {
      top = Math.max(top, e.log);
    }
    double sum = 0;
    for (Explanation e : all) {
      double share = Math.exp(e.log - top);
      e.probability = share >= 0 ? share : 0; // of what is impossible even at best: not a number
      sum += e.probability;
    }
    for (Explanation e : all) {
      e.probability = sum > 0 ? e.probability / sum : 0;
    }
    Map<Long, Outcome> byGoods = new HashMap<>();
    for (Explanation e : all) {
      if (e.probability > NEVER) {
        Outcome outcome = byGoods.computeIfAbsent(key(e.parts), key -> new Outcome(e.parts));
        outcome.ways.add(e);
        outcome.probability += e.probability;
      }
    }
    Outcome still = byGoods.remove(key(NOTHING));
    nothing = still == null ? 0 : still.probability;
    Outcome hand = byGoods.remove(key(HAND));
    double heavy = 0;
    if (hand != null) {
      for (Explanation e : hand.ways) {
        Outcome moved = byGoods.get(key(e.below));
        if (moved != null) {
          moved.underHand += e.probability;
        } else {
          heavy += e.probability;
        }
      }
    }
    handProbability = heavy;
    outcomes = new ArrayList<>(byGoods.values());
    outcomes.removeIf(outcome -> outcome.probability < NEGLIGIBLE);
    for (Outcome outcome : outcomes) {
      outcome.ways.sort(Comparator.comparingDouble((Explanation e) -> -e.probability));
      if (outcome.ways.size() > WAYS_MAX) {
        outcome.ways.subList(WAYS_MAX, outcome.ways.size()).clear();
      }
    }
    // As what is told: with or without a light hand. Equal ones in a fixed order: the order of a
    // hash map is nobody's.
    outcomes.sort(
        Comparator.comparingDouble((Outcome o) -> -o.sure()).thenComparingLong(o -> key(o.parts)));
  }

  /**
   * The same, if it may be that nothing has moved at all.
   *
   * @param share probability that something has, 0 to 1
   */
  Verdict doubted(double share) {
    List<Outcome> less = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Outcome one = new Outcome(outcome.parts);
      one.probability = share * outcome.probability;
      one.underHand = share * outcome.underHand;
      for (Explanation way : outcome.ways) {
        one.ways.add(way.shared(share));
      }
      less.add(one);
    }
    return new Verdict(share * handProbability, 1 - share + share * nothing, less);
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
