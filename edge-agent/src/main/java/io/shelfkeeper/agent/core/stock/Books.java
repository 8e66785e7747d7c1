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
  private static final int STRAYS_MAX = 24;
  private static final double READING_MIN = 0.01;

  /** Turning a package over or setting it down differently moves the reading by about this. */
  private static final double HANDLING_GRAMS2 = 0.05;

  private final Layout layout;
  private final Belief[] pools;
  private final Hands hands;
  private final boolean[] changed;

  Books(Layout layout, Belief[] pools, Hands hands, boolean[] changed) {
    this.layout = layout;
    this.pools = pools;
    this.hands = hands;
    this.changed = changed;
  }

  void book(String id, int shelf, long nanos, Change change, Verdict verdict, List<Thing> strays) {
    changed[shelf] = true;
    moveCounts(verdict);
    if (change.total < 0) {
      remember(id, shelf, nanos, change, verdict);
      for (Verdict.Outcome outcome : verdict.outcomes) {
        for (Verdict.Explanation way : outcome.ways) {
          leave(way);
        }
      }
      strays.removeIf(stray -> stray.there < 0.03);
    } else {
      for (Verdict.Outcome outcome : verdict.outcomes) {
        arrive(outcome, change, strays);
      }
      comeBack(verdict, change);
      hands.forgetEmpty();
    }
  }

  private void moveCounts(Verdict verdict) {
    boolean[] done = new boolean[layout.slots];
    for (Verdict.Outcome outcome : verdict.outcomes) {
      for (Part part : outcome.parts) {
        int slot = part.slot();
        if (slot >= 0 && slot < layout.slots && !done[slot]) {
          done[slot] = true;
          moveCount(slot, verdict);
          changed[layout.slotShelf[slot]] = true;
        }
      }
    }
  }

  private void moveCount(int slot, Verdict verdict) {
    int low = 0;
    int high = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      low = Math.min(low, delta(outcome, slot));
      high = Math.max(high, delta(outcome, slot));
    }
    double[] p = new double[high - low + 1];
    double sum = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      p[delta(outcome, slot) - low] += outcome.probability;
      sum += outcome.probability;
    }
    p[-low] += Math.max(0, 1 - sum);
    pools[layout.slotPool[slot]].move(low, p);
  }

  private static int delta(Verdict.Outcome outcome, int slot) {
    int sum = 0;
    for (Part part : outcome.parts) {
      sum += part.slot() == slot ? part.delta() : 0;
    }
    return sum;
  }

  private void remember(String id, int shelf, long nanos, Change change, Verdict verdict) {
    List<Taking.Reading> readings = new ArrayList<>();
    double sum = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      if (readings.size() < READINGS_MAX && outcome.probability > READING_MIN) {
        readings.add(
            new Taking.Reading(outcome.parts, things(outcome, change), outcome.probability));
        sum += outcome.probability;
      }
    }
    for (Taking.Reading reading : readings) {
      reading.probability /= sum;
    }
    hands.add(new Taking(id, shelf, nanos, readings));
  }

  /** One thing for each package; what is known of their sum is shared by their spreads. */
  private List<Thing> things(Verdict.Outcome outcome, Change change) {
    double mean = 0;
    double variance = 0;
    int packages = 0;
    for (Part part : outcome.parts) {
      int n = Math.abs(part.delta());
      int product = layout.product(part.slot());
      packages += n;
      mean += product == Layout.FOREIGN ? -change.total : n * layout.grams[product];
      variance += product == Layout.FOREIGN ? 1e4 : n * square(layout.spread[product]);
    }
    double off = -change.total - mean;
    List<Thing> things = new ArrayList<>();
    for (Part part : outcome.parts) {
      int product = layout.product(part.slot());
      for (int n = Math.abs(part.delta()); n > 0; n--) {
        double own = product == Layout.FOREIGN ? 1e4 : square(layout.spread[product]);
        double prior = product == Layout.FOREIGN ? -change.total : layout.grams[product];
        double share = own / variance;
        double grams = packages == 1 ? -change.total : prior + off * share;
        double left = own * (1 - share) + share * share * change.totalVariance + HANDLING_GRAMS2;
        things.add(new Thing(product, grams, left, 1));
      }
    }
    return things;
  }

  private static void leave(Verdict.Explanation way) {
    for (Part part : way.parts) {
      Thing thing = part.thing();
      if (thing != null) {
        thing.there = Math.max(0, thing.there - way.probability);
      }
    }
  }

  private void arrive(Verdict.Outcome outcome, Change change, List<Thing> strays) {
    for (Part part : outcome.parts) {
      boolean planned = part.slot() >= 0 && part.slot() < layout.slots;
      if (!planned && outcome.probability > 0.03) {
        strays.add(
            new Thing(
                layout.product(part.slot()),
                change.total,
                change.totalVariance + HANDLING_GRAMS2,
                outcome.probability));
        if (strays.size() > STRAYS_MAX) {
          strays.removeFirst();
        }
      }
    }
  }

  private void comeBack(Verdict verdict, Change change) {
    for (Taking taking : hands.takings) {
      double all = 0;
      double[] each = new double[taking.readings.size()];
      for (Verdict.Outcome outcome : verdict.outcomes) {
        for (Verdict.Explanation way : outcome.ways) {
          Part part = way.parts.getFirst();
          if (part.taking() == taking) {
            int reading = take(taking, part, way.probability, change);
            each[reading] += way.probability;
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

  private static int take(Taking taking, Part part, double probability, Change change) {
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
        other.variance = Math.max(2 * HANDLING_GRAMS2, other.variance * (1 - share));
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
