package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries the consequences of an event into what is believed: counts, packages in hands, packages
 * known on the shelves. Every reading counts with its probability; the likeliest is never treated
 * as certain.
 */
final class Books {
  private static final int READINGS_MAX = 12;
  private static final int KNOWN_MAX = 48;
  private static final double READING_MIN = 0.01;
  private static final double KNOWN_MIN = 0.02;

  private final Layout layout;
  private final boolean[] changed;
  private Memory memory;

  /**
   * @param changed set for every shelf whose state has to be written again
   */
  Books(Layout layout, Memory memory, boolean[] changed) {
    this.layout = layout;
    this.memory = memory;
    this.changed = changed;
  }

  void use(Memory other) {
    memory = other;
  }

  /**
   * @param id the id under which the event was told
   * @param told items that were told, one of the outcomes
   */
  void book(String id, int shelf, long nanos, Change change, Verdict verdict, List<Part> told) {
    changed[shelf] = true;
    memory.habits.sawMove();
    markChanged(verdict);
    List<Thing> known = memory.known.get(shelf);
    if (change.total < 0) {
      take(id, shelf, nanos, change, verdict, told);
      learnStray(verdict, known);
      for (Verdict.Outcome outcome : verdict.outcomes) {
        learnTake(outcome, change);
        outcome.ways.forEach(Books::leave);
      }
      known.removeIf(thing -> thing.there < KNOWN_MIN);
    } else {
      for (Verdict.Outcome outcome : verdict.outcomes) {
        for (Verdict.Explanation way : outcome.ways) {
          arrive(way, change, known);
        }
      }
      comeBack(verdict, shelf, change);
      memory.hands.takings.stream()
          .filter(taking -> taking.out() < Hands.GONE)
          .toList()
          .forEach(memory::forget);
    }
  }

  private void learnTake(Verdict.Outcome outcome, Change change) {
    int packages = 0;
    for (Part part : outcome.parts) {
      packages += Math.abs(part.delta());
    }
    double p = outcome.probability;
    memory.habits.sawTake(outcome.parts.size(), -outcome.parts.getFirst().delta(), p);
    memory.habits.tempo.saw(packages, change.busySeconds(), p);
  }

  private void learnStray(Verdict verdict, List<Thing> known) {
    double there = 0;
    double taken = 0;
    for (Thing thing : known) {
      if (thing.product == Layout.FOREIGN && thing.justCame) {
        there = Math.max(there, thing.there);
        taken += probability(verdict, thing);
      }
      thing.justCame = false;
    }
    memory.habits.sawStray(there, taken);
  }

  private static double probability(Verdict verdict, Thing thing) {
    double sum = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      for (Verdict.Explanation way : outcome.ways) {
        sum += way.parts.getFirst().thing() == thing ? way.probability : 0;
      }
    }
    return sum;
  }

  private void take(
      String id, int shelf, long nanos, Change change, Verdict verdict, List<Part> told) {
    List<Verdict.Outcome> kept = new ArrayList<>();
    List<Taking.Reading> readings = new ArrayList<>();
    int at = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      boolean moves = outcome.moves(told);
      if (moves || (kept.size() < READINGS_MAX - 1 && outcome.probability > READING_MIN)) {
        at = moves ? kept.size() : at;
        kept.add(outcome);
        readings.add(
            new Taking.Reading(outcome.parts, things(outcome, change), outcome.probability));
      }
    }
    Taking taking = new Taking(id, shelf, nanos, readings);
    taking.told = at;
    for (Stories stories : memory.stories) {
      stories.book(verdict, shelf, taking, kept);
    }
    memory.take(taking);
  }

  /** One thing for each package; what is known of their sum is shared by their spreads. */
  private List<Thing> things(Verdict.Outcome outcome, Change change) {
    Thing same = outcome.ways.getFirst().parts.getFirst().thing();
    if (same != null) {
      double trust = same.variance / (same.variance + change.totalVariance);
      double grams = same.grams + trust * (-change.total - same.grams);
      return List.of(new Thing(same.product, same.slot, grams, trust * change.totalVariance, 1));
    }
    double mean = 0;
    double variance = 0;
    for (Part part : outcome.parts) {
      int n = Math.abs(part.delta());
      mean += n * grams(part, change);
      variance += n * variance(part);
    }
    double off = -change.total - mean;
    List<Thing> things = new ArrayList<>();
    for (Part part : outcome.parts) {
      for (int n = Math.abs(part.delta()); n > 0; n--) {
        double own = variance(part);
        double share = own / variance;
        double grams = grams(part, change) + off * share;
        double left = own * (1 - share) + share * share * change.totalVariance;
        things.add(new Thing(layout.product(part.slot()), part.slot(), grams, left, 1));
      }
    }
    return things;
  }

  private double grams(Part part, Change change) {
    int product = layout.product(part.slot());
    return product == Layout.FOREIGN ? Math.abs(change.total) : layout.grams[product];
  }

  private double variance(Part part) {
    int product = layout.product(part.slot());
    return product == Layout.FOREIGN ? 1e4 : layout.spread[product] * layout.spread[product];
  }

  private static void leave(Verdict.Explanation way) {
    for (Part part : way.parts) {
      Thing thing = part.thing();
      if (thing != null) {
        thing.there = Math.max(0, thing.there - way.probability);
      }
    }
  }

  private void arrive(Verdict.Explanation way, Change change, List<Thing> known) {
    Part part = way.parts.getFirst();
    boolean planned = part.slot() >= 0 && part.slot() < layout.slots;
    Thing back = part.thing();
    int kind =
        planned
            ? back != null ? Habits.HOME : Habits.RESTOCK
            : back != null ? Habits.ELSEWHERE : Habits.FOREIGN;
    memory.habits.sawPut(kind, way.probability);
    if (way.probability < KNOWN_MIN || way.parts.size() > 1 || part.delta() != 1) {
      return;
    }
    int product = layout.product(part.slot());
    double grams = change.total;
    double variance = change.totalVariance;
    if (back != null) {
      double trust = back.variance / (back.variance + variance);
      if (way.probability > 0.9) {
        memory.habits.sawAgain(grams - back.grams, back.variance + variance);
      }
      grams = back.grams + trust * (grams - back.grams);
      variance *= trust;
    }
    Thing thing = new Thing(product, part.slot(), grams, variance, way.probability);
    thing.justCame = true;
    known.add(thing);
    if (known.size() > KNOWN_MAX) {
      known.removeFirst();
    }
  }

  private void comeBack(Verdict verdict, int shelf, Change change) {
    Map<Thing, Double> back = new IdentityHashMap<>();
    for (Verdict.Outcome outcome : verdict.outcomes) {
      for (Verdict.Explanation way : outcome.ways) {
        Part part = way.parts.getFirst();
        if (part.taking() != null && part.thing() != null) {
          back.merge(part.thing(), way.probability, Double::sum);
        }
      }
    }
    for (Stories stories : memory.stories) {
      stories.book(verdict, shelf, null, List.of());
    }
    for (Taking taking : memory.hands.takings) {
      comeBack(taking, back, change);
    }
  }

  private void comeBack(Taking taking, Map<Thing, Double> back, Change change) {
    double all = 0;
    double[] each = new double[taking.readings.size()];
    for (int r = 0; r < each.length; r++) {
      for (Thing thing : taking.readings.get(r).things) {
        each[r] += back.getOrDefault(thing, 0.0);
      }
      all += each[r];
    }
    if (all <= 0) {
      return;
    }
    changed[taking.shelf] = true;
    boolean alone = !memory.of(taking.shelf).follows(taking);
    for (int r = 0; r < each.length; r++) {
      Taking.Reading reading = taking.readings.get(r);
      if (alone) {
        reading.probability = (1 - all) * reading.probability + each[r];
      }
      for (Thing thing : reading.things) {
        double probability = back.getOrDefault(thing, 0.0);
        // Of all ways of this event together; within the reading it is a larger share.
        double share = probability / Math.max(probability, reading.probability);
        thing.there *= probability > 0 ? 1 - share : 1;
        if (probability > 0.5) {
          learnSiblings(reading, thing, change.total);
        }
      }
    }
  }

  /** What came back is known exactly now, and with it what the others weigh together. */
  private static void learnSiblings(Taking.Reading reading, Thing back, double grams) {
    double variance = 0;
    for (Thing other : reading.things) {
      variance += other == back ? 0 : other.variance;
    }
    double off = grams - back.grams;
    for (Thing other : reading.things) {
      if (other != back && variance > 0) {
        double share = other.variance / variance;
        other.grams -= off * share;
        other.variance = Math.max(0.05, other.variance * (1 - share));
      }
    }
  }

  /** Another reading of a taking was told. */
  void revise(Taking taking) {
    changed[taking.shelf] = true;
  }

  private void markChanged(Verdict verdict) {
    for (Verdict.Outcome outcome : verdict.outcomes) {
      for (Part part : outcome.parts) {
        if (part.slot() >= 0 && part.slot() < layout.slots) {
          changed[layout.slotShelf[part.slot()]] = true;
        }
      }
    }
  }
}
