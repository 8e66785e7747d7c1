package io.shelfkeeper.agent.core.stock;

import static io.shelfkeeper.agent.core.stock.Weights.square;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists the ways in which a change of weight can have come about and weighs them against each
 * other. What it assumes of shoppers is here, as plain numbers; it never leaves out the possibility
 * that the thing is none of ours.
 */
final class Explainer {
  private static final double TAKEN_OURS = 0.97;
  private static final double UNKNOWN_TAKEN = 0.003;
  private static final double STRAY_TAKEN = 0.1;

  /** A brought-in number of packages: one is likelier than two, and so on. */
  private static final double RESTOCK_DECAY = 0.6;

  /** One count after an absence may have changed by anything. */
  private static final double OFFLINE_DECAY = 0.85;

  private static final int OFFLINE_MAX = 60;

  /** So many of one product at most, if another is taken with it. */
  private static final int PAIR_MAX = 4;

  private static final double COURSE_MATTERS = 12;
  private static final double COURSE_MOST = 8;
  private static final double HAND_PRESSES = 1.5;
  private static final double HAND_LIFTS = 0.4;

  /** Hand that is still there after a movement, against none. */
  private static final double HAND_AFTER = 0.1;

  private static final double HAND_CALM_SECONDS = 1.5;
  private static final double HAND_GRAMS = 3;
  private static final double THING_MIN = 1e-4;

  private final Layout layout;
  private Memory memory;

  // What split() found.
  private double seen;
  private double seenVariance;
  private double placing;

  /**
   * Of the hand that may have been there before, in the direction of the change; with its share.
   */
  private double force;

  private double forceVariance;
  private double forceShare;

  Explainer(Layout layout, Memory memory) {
    this.layout = layout;
    this.memory = memory;
  }

  void use(Memory other) {
    memory = other;
  }

  /**
   * @param offline whether this is what changed during an absence
   */
  Verdict explain(int shelf, Change change, boolean offline) {
    List<Thing> known = memory.known.get(shelf);
    List<Verdict.Explanation> all = new ArrayList<>();
    if (change.total < 0) {
      taken(all, shelf, change, known, offline);
      if (!offline) {
        pairs(all, shelf, change);
      }
      straysTaken(all, change, known, offline);
      split(change, -1L);
      any(all, -1, Math.log(UNKNOWN_TAKEN), placing + Weights.logAnyWeight(-change.total));
    } else {
      returned(all, shelf, change);
      restocked(all, shelf, change, offline);
      split(change, -1L);
      double prior = Math.log(memory.habits.put(Habits.FOREIGN));
      any(all, 1, prior, placing + Weights.logAnyWeight(change.total));
    }
    if (!offline) {
      followCourse(all, change);
    }
    hands(all, shelf, change);
    handHasGone(all, change);
    return new Verdict(all);
  }

  /**
   * How well goods that nobody weighed before explain what one cell showed, for each of the {@link
   * SpanDoubt#SPANS}; logarithms of densities.
   */
  double[] bySpan(int shelf, Change change) {
    double[] logs = new double[SpanDoubt.SPANS.length];
    for (int i = 0; i < logs.length; i++) {
      Change real = change.asShownBy(SpanDoubt.SPANS[i]);
      List<Verdict.Explanation> all = new ArrayList<>();
      boolean taken = real.total < 0;
      if (taken) {
        taken(all, shelf, real, List.of(), false);
        pairs(all, shelf, real);
      } else {
        restocked(all, shelf, real, true);
      }
      split(real, -1L);
      double stranger = taken ? UNKNOWN_TAKEN : memory.habits.put(Habits.FOREIGN);
      double density = placing + Weights.logAnyWeight(Math.abs(real.total));
      any(all, taken ? -1 : 1, Math.log(stranger), density);
      logs[i] = Double.NEGATIVE_INFINITY;
      for (Verdict.Explanation e : all) {
        logs[i] = Weights.logSum(logs[i], e.log);
      }
      logs[i] -= Math.log(SpanDoubt.SPANS[i]);
    }
    return logs;
  }

  /** What was seen on the way, and how long it took, speaks for or against several packages. */
  private void followCourse(List<Verdict.Explanation> all, Change change) {
    if (change.course.rows() == 0) {
      return;
    }
    double top = Double.NEGATIVE_INFINITY;
    for (Verdict.Explanation e : all) {
      top = Math.max(top, e.log);
    }
    double atOnce = change.course.atOnce();
    for (Verdict.Explanation e : all) {
      int packages = packages(e.parts);
      if (packages > 1 && e.log > top - COURSE_MATTERS) {
        double better = course(e.parts, change) - atOnce;
        e.log += Math.max(-COURSE_MOST, Math.min(COURSE_MOST, better));
        e.log += memory.habits.tempo.log(packages, change.busySeconds());
      }
    }
  }

  private static int packages(List<Part> parts) {
    int n = 0;
    for (Part part : parts) {
      n += Math.abs(part.delta());
    }
    return n;
  }

  private double course(List<Part> parts, Change change) {
    Part one = parts.getFirst();
    Part other = parts.size() > 1 ? parts.get(1) : one;
    int n = Math.abs(one.delta());
    int m = parts.size() > 1 ? Math.abs(other.delta()) : 0;
    double a = layout.grams[layout.product(one.slot())];
    double b = layout.grams[layout.product(other.slot())];
    double varianceA = square(layout.spread[layout.product(one.slot())]);
    double varianceB = square(layout.spread[layout.product(other.slot())]);
    if (m == 0 && n == 2) {
      // Two of a kind need not weigh the same.
      n = 1;
      m = 1;
    }
    double variance = n * varianceA + m * varianceB;
    double off = (Math.abs(change.total) - n * a - m * b) / variance;
    double unsure = Math.sqrt(varianceA * Math.max(0, 1 - n * varianceA / variance));
    return change.course.log(a + off * varianceA, unsure, n, b + off * varianceB, m);
  }

  /**
   * Somebody is still there: with nothing moved, or after a movement. The longer it takes, the more
   * often a hand looks calm by chance.
   */
  private void hands(List<Verdict.Explanation> all, int shelf, Change change) {
    double chances = Math.max(1, change.disturbedSeconds / HAND_CALM_SECONDS);
    split(change, -1L);
    List<Verdict.Explanation> moved = List.copyOf(all);
    hand(all, change, Math.log(chances * memory.habits.touch()), change.total);
    double light = Weights.negligible(layout.lightest[shelf]);
    for (Verdict.Explanation e : moved) {
      double force = change.total - e.expected;
      if (Math.abs(force) > HAND_GRAMS && !Double.isNaN(e.expected)) {
        hand(all, change, Math.log(HAND_AFTER * chances) + e.prior, force);
        if (Math.abs(force) < light) {
          all.getLast().below = e.parts;
        }
      }
    }
  }

  /** No goods moved: the level that was read in haste carried a hand, which has left. */
  private void handHasGone(List<Verdict.Explanation> all, Change change) {
    split(change, -1L);
    if (forceShare > 0 || change.misread > 0.5 * seenVariance) {
      double prior = Math.log(memory.habits.touch());
      double log = prior + placing + logWeight(Math.abs(change.total), 0, 0, false);
      List<Part> nothing = List.of(new Part(Layout.NOTHING, 0));
      all.add(new Verdict.Explanation(nothing, log, prior, Double.NaN, 0));
    }
  }

  private void hand(List<Verdict.Explanation> all, Change change, double prior, double force) {
    double log =
        prior
            + placing
            + Math.log(force < 0 ? HAND_LIFTS : HAND_PRESSES)
            + Weights.logHand(Math.abs(force))
            + Unrest.ratio(change.hand, force);
    all.add(new Verdict.Explanation(List.of(new Part(Layout.HAND, 0)), log, prior, Double.NaN, 0));
  }

  private static void any(List<Verdict.Explanation> all, int delta, double prior, double density) {
    all.add(
        new Verdict.Explanation(
            List.of(new Part(Layout.FOREIGN, delta)), prior + density, prior, Double.NaN, 0));
  }

  private static double geometric(double decay, int n) {
    return (1 - decay) * Math.pow(decay, n - 1);
  }

  private void taken(
      List<Verdict.Explanation> all, int shelf, Change change, List<Thing> known, boolean offline) {
    int[] slots = layout.slotsOfShelf[shelf];
    int most = offline ? OFFLINE_MAX : Habits.QUANTITY_MAX;
    double[][] there = memory.of(shelf).taken(shelf, most);
    for (int i = 0; i < slots.length; i++) {
      if (split(change, layout.slotCells[slots[i]])) {
        taken(all, slots[i], there[i], known, offline);
      }
    }
  }

  private void taken(
      List<Verdict.Explanation> all, int slot, double[] taken, List<Thing> known, boolean offline) {
    int product = layout.slotProduct[slot];
    double ours = TAKEN_OURS * (1 - memory.habits.pair());
    double strange = 1;
    if (!offline) {
      double one = ours * memory.habits.quantity(1) * taken[1];
      double met = 0;
      for (Thing thing : known) {
        met += thing.product == product && thing.slot == slot ? thing.there : 0;
      }
      double there = met > 0 ? Math.max(met, memory.count(layout.slotPool[slot]).mean()) : 1;
      for (Thing thing : known) {
        if (thing.product == product && thing.slot == slot) {
          one(all, new Part(slot, -1, thing, null), one * thing.there / there, -seen, thing);
        }
      }
      strange = Math.max(0.03, 1 - met / there);
    }
    int fits = (int) Math.round(1.2 * -seen / layout.grams[product]) + 2;
    int most = Math.min(offline ? OFFLINE_MAX : Habits.QUANTITY_MAX, fits);
    for (int n = 1; n <= most; n++) {
      double quantity = offline ? geometric(OFFLINE_DECAY, n) : memory.habits.quantity(n);
      double prior = ours * quantity * taken[n] * (n == 1 ? strange : 1);
      weigh(all, List.of(new Part(slot, -n)), prior, -seen, product, n);
    }
  }

  private void weigh(
      List<Verdict.Explanation> all,
      List<Part> parts,
      double prior,
      double grams,
      int product,
      int n) {
    double mean = n * layout.grams[product];
    double own = n * square(layout.spread[product]);
    double log = Math.log(prior) + placing + logWeight(grams, mean, own, layout.guessed[product]);
    double expected = Math.copySign(mean, parts.getFirst().delta());
    double misfit = misfit(grams, mean, own);
    all.add(new Verdict.Explanation(parts, log, Math.log(prior), expected, misfit));
    all.getLast().own = own;
  }

  /** How far packages of a mean and a variance are from what was seen, standard deviations. */
  private double misfit(double grams, double mean, double own) {
    double misfit = Math.abs(grams - mean) / Math.sqrt(own + seenVariance);
    return forceShare == 0
        ? misfit
        : Math.min(
            misfit, Math.abs(grams + force - mean) / Math.sqrt(own + seenVariance + forceVariance));
  }

  /** Density of what was seen, if packages of a mean and a variance were moved. */
  private double logWeight(double grams, double mean, double own, boolean guessed) {
    double log = log(grams, mean, own, seenVariance, guessed);
    if (forceShare == 0) {
      return log;
    }
    double both = log(grams + force, mean, own, seenVariance + forceVariance, guessed);
    return Weights.logSum(Math.log(1 - forceShare) + log, Math.log(forceShare) + both);
  }

  private static double log(double grams, double mean, double own, double other, boolean guessed) {
    return guessed
        ? Weights.logGuessed(grams, mean, own, other)
        : Weights.logNormal(grams, mean, own + other);
  }

  /** One package that we know. */
  private void one(
      List<Verdict.Explanation> all, Part part, double prior, double grams, Thing thing) {
    double own = thing.variance + memory.habits.reweighing();
    double log = Math.log(prior) + placing + logWeight(grams, thing.grams, own, false);
    double expected = Math.copySign(thing.grams, part.delta());
    double misfit = misfit(grams, thing.grams, own);
    all.add(new Verdict.Explanation(List.of(part), log, Math.log(prior), expected, misfit));
    all.getLast().own = own;
  }

  private void pairs(List<Verdict.Explanation> all, int shelf, Change change) {
    int[] slots = layout.slotsOfShelf[shelf];
    double pairs = Math.max(1, slots.length * (slots.length - 1) / 2.0);
    double weight = -change.total;
    for (int i = 0; i < slots.length; i++) {
      for (int k = i + 1; k < slots.length; k++) {
        pairs(all, change, slots[i], slots[k], weight, TAKEN_OURS * memory.habits.pair() / pairs);
      }
    }
  }

  /** Of each kind as many as a hand takes; of both several are rare. */
  private void pairs(
      List<Verdict.Explanation> all, Change change, int a, int b, double weight, double prior) {
    double gramsA = layout.grams[layout.slotProduct[a]];
    double gramsB = layout.grams[layout.slotProduct[b]];
    for (int n = 1; n <= PAIR_MAX; n++) {
      int most = n == 1 ? PAIR_MAX : n == 2 ? 2 : 1;
      for (int m = 1; m <= most; m++) {
        double mean = n * gramsA + m * gramsB;
        if (Math.abs(mean - weight) < 0.1 * mean + 20) {
          double both = memory.habits.quantity(n) * memory.habits.quantity(m);
          pair(all, change, a, n, b, m, prior * both);
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
    boolean guessedA = layout.guessed[layout.slotProduct[a]];
    boolean guessedB = layout.guessed[layout.slotProduct[b]];
    Stories stories = memory.of(layout.slotShelf[a]);
    double there = prior * stories.both(layout.slotPool[a], n, layout.slotPool[b], m);
    double log = Math.log(there);
    double misfit;
    if ((cellsA & cellsB & change.moved) == 0) {
      if (!split(change, cellsA)) {
        return;
      }
      double offA = square(-seen - meanA) / (varianceA + seenVariance);
      log += logWeight(-seen, meanA, varianceA, guessedA);
      if (!split(change, cellsB)) {
        return;
      }
      double offB = square(-seen - meanB) / (varianceB + seenVariance);
      log += logWeight(-seen, meanB, varianceB, guessedB);
      misfit = Math.sqrt(Math.max(offA, offB));
      split(change, cellsA | cellsB);
      // Two weights were compared, so one of the cells is no free share of the sum.
      log += placing + Math.log(Math.max(5, 0.7 * Math.abs(change.total)));
    } else {
      boolean guessed = guessedA || guessedB;
      log += placing + logWeight(-seen, meanA + meanB, varianceA + varianceB, guessed);
      misfit = misfit(-seen, meanA + meanB, varianceA + varianceB);
    }
    List<Part> parts = List.of(new Part(a, -n), new Part(b, -m));
    all.add(new Verdict.Explanation(parts, log, Math.log(there), -meanA - meanB, misfit));
  }

  /** Things that do not belong here are taken away again by whoever left them. */
  private void straysTaken(
      List<Verdict.Explanation> all, Change change, List<Thing> known, boolean offline) {
    split(change, -1L);
    for (Thing thing : known) {
      if (thing.slot < 0 || thing.slot >= layout.slots) {
        boolean soon = thing.product == Layout.FOREIGN && thing.justCame && !offline;
        double prior = thing.there * (soon ? memory.habits.stray() : STRAY_TAKEN);
        one(all, new Part(thing.slot, -1, thing, null), prior, -seen, thing);
      }
    }
  }

  private void returned(List<Verdict.Explanation> all, int shelf, Change change) {
    double out = Math.max(1, memory.hands.out());
    for (Taking taking : memory.hands.takings) {
      for (Taking.Reading reading : taking.readings) {
        for (Thing thing : reading.things) {
          double share = reading.probability * thing.there;
          if (share > THING_MIN) {
            returned(all, shelf, change, taking, thing, share / out);
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
        double back = prior * memory.habits.put(Habits.HOME);
        one(all, new Part(slot, 1, thing, taking), back, seen, thing);
      }
    }
    if (!home) {
      split(change, -1L);
      int places = Math.max(1, layout.shelves.size() - 1);
      double back = prior * memory.habits.put(Habits.ELSEWHERE) / places;
      int slot = thing.product == Layout.FOREIGN ? Layout.FOREIGN : layout.slots + thing.product;
      one(all, new Part(slot, 1, thing, taking), back, seen, thing);
    }
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
        double prior =
            offline
                ? geometric(OFFLINE_DECAY, n)
                : memory.habits.put(Habits.RESTOCK) * geometric(RESTOCK_DECAY, n);
        weigh(all, List.of(new Part(slot, n)), prior / slots.length, seen, product, n);
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
    leaned(change, inside);
    return inside > 0;
  }

  /** The hand that may have been there when the level was read, if all of its cells are in. */
  private void leaned(Change change, int inside) {
    Haste haste = change.haste;
    forceShare = 0;
    if (haste != null && haste.moved() == change.moved && inside == Long.bitCount(haste.moved())) {
      force = Math.copySign(1, change.total) * haste.force();
      forceVariance = haste.variance();
      forceShare = haste.share();
    }
  }
}
