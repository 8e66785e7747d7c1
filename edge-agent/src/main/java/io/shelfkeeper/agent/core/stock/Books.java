package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;

/**
 * Carries the consequences of an event into what is believed: counts, packages in hands, packages
 * known on the shelves. Every reading counts with its probability; the likeliest is never treated
 * as certain.
 */
final class Books {
  private static final int READINGS_MAX = 5;
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
    for (int slot : slots(verdict)) {
      moveCount(slot, verdict);
    }
    List<Thing> known = memory.known.get(shelf);
    if (change.total < 0) {
      memory.hands.add(taking(id, shelf, nanos, change, verdict, told));
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
      comeBack(verdict, change);
      memory.hands.forgetEmpty();
    }
  }

  private List<Integer> slots(Verdict verdict) {
    List<Integer> slots = new ArrayList<>();
    for (Verdict.Outcome outcome : verdict.outcomes) {
      for (Part part : outcome.parts) {
        int slot = part.slot();
        if (slot >= 0 && slot < layout.slots && !slots.contains(slot)) {
          slots.add(slot);
        }
      }
    }
    return slots;
  }

  private void moveCount(int slot, Verdict verdict) {
    int low = 0;
    int high = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      low = Math.min(low, outcome.delta(slot));
      high = Math.max(high, outcome.delta(slot));
    }
    double[] p = new double[high - low + 1];
    double sum = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      p[outcome.delta(slot) - low] += outcome.probability;
      sum += outcome.probability;
    }
    p[-low] += Math.max(0, 1 - sum);
    memory.pools[layout.slotPool[slot]].move(low, p);
    changed[layout.slotShelf[slot]] = true;
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

  private Taking taking(
      String id, int shelf, long nanos, Change change, Verdict verdict, List<Part> told) {
    List<Taking.Reading> readings = new ArrayList<>();
    double sum = 0;
    int at = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      boolean first = readings.isEmpty();
      if (first || (readings.size() < READINGS_MAX && outcome.probability > READING_MIN)) {
        if (outcome.moves(told)) {
          at = readings.size();
        }
        readings.add(
            new Taking.Reading(outcome.parts, things(outcome, change), outcome.probability));
        sum += outcome.probability;
      }
    }
    for (Taking.Reading reading : readings) {
      reading.probability /= sum;
    }
    Taking taking = new Taking(id, shelf, nanos, readings);
    taking.told = at;
    return taking;
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
    known.add(new Thing(product, part.slot(), grams, variance, way.probability));
    if (known.size() > KNOWN_MAX) {
      known.removeFirst();
    }
  }

  private void comeBack(Verdict verdict, Change change) {
    for (Taking taking : memory.hands.takings) {
      double all = 0;
      double[] each = new double[taking.readings.size()];
      for (Verdict.Outcome outcome : verdict.outcomes) {
        for (Verdict.Explanation way : outcome.ways) {
          Part part = way.parts.getFirst();
          if (part.taking() == taking) {
            each[comeBack(taking, part, way.probability, change)] += way.probability;
            all += way.probability;
          }
        }
      }
      if (all > 0) {
        changed[taking.shelf] = true;
        for (int r = 0; r < each.length; r++) {
          Taking.Reading reading = taking.readings.get(r);
          reading.probability = (1 - all) * reading.probability + each[r];
        }
      }
    }
  }

  private static int comeBack(Taking taking, Part part, double probability, Change change) {
    for (int r = 0; r < taking.readings.size(); r++) {
      Taking.Reading reading = taking.readings.get(r);
      Thing thing = part.thing();
      if (thing != null && reading.things.contains(thing)) {
        // Of all ways of this event together; within the reading it is a larger share.
        double share = probability / Math.max(probability, reading.probability);
        thing.there = Math.max(0, thing.there - share);
        if (probability > 0.5) {
          learnSiblings(reading, thing, change.total);
        }
        return r;
      }
    }
    return 0;
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

  /**
   * Takes up another reading of a taking: packages that were never taken are there after all, and
   * the other way round.
   */
  void revise(Taking taking, Taking.Reading from, Taking.Reading to) {
    for (Part part : from.parts) {
      shift(part.slot(), -part.delta());
    }
    for (Part part : to.parts) {
      shift(part.slot(), part.delta());
    }
    changed[taking.shelf] = true;
  }

  private void shift(int slot, int delta) {
    if (slot >= 0 && slot < layout.slots) {
      memory.pools[layout.slotPool[slot]].move(delta, new double[] {1});
      changed[layout.slotShelf[slot]] = true;
    }
  }
}
