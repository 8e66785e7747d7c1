package io.shelfkeeper.deploy.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * People who wander about the shop. Decides who takes what where and when; never moves anything
 * itself. Two hands do not follow each other so fast at one bay that nobody could tell them apart.
 */
final class Shoppers {
  private static final int PACE_MILLIS_MIN = 300;
  private static final int PACE_MILLIS_MAX = 1200;
  private static final long REST_MILLIS = Judge.ONE_STROKE_MILLIS + 1000;

  private final Assortment goods;
  private final Random dice;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Long> touched = new HashMap<>();
  private long nextMillis;

  /** What somebody does with both hands at one bay: taken is negative. */
  record Wish(String bay, int packages) {}

  Shoppers(Assortment goods, long seed) {
    this.goods = goods;
    this.dice = new Random(seed);
    goods.bays().forEach((bay, there) -> counts.put(bay, there.count()));
  }

  /** Whether it is time for the next one. */
  boolean due(long nowMillis) {
    return nowMillis >= nextMillis;
  }

  /** What the next one wants, at a bay where no hand was lately. */
  Wish next(long nowMillis) {
    nextMillis = nowMillis + dice.nextInt(PACE_MILLIS_MIN, PACE_MILLIS_MAX);
    List<String> free =
        goods.ids().stream().filter(bay -> nowMillis - last(bay) >= REST_MILLIS).toList();
    List<String> choice = free.isEmpty() ? goods.ids() : free;
    String bay = choice.get(dice.nextInt(choice.size()));
    return new Wish(bay, wish(bay));
  }

  /** Nobody but the story has a hand there until then, and a little longer. */
  void keepOff(String bay, long untilMillis) {
    touched.merge(bay, untilMillis, Math::max);
  }

  /** Remembers what was done, by whomever. */
  void done(Wish wish, long nowMillis) {
    counts.merge(wish.bay(), wish.packages(), Integer::sum);
    touched.merge(wish.bay(), nowMillis, Math::max);
  }

  int count(String bay) {
    return counts.getOrDefault(bay, 0);
  }

  private int wish(String bay) {
    int there = count(bay);
    int room = goods.at(bay).count() - there;
    if (there <= 1) {
      return Math.min(room, 4); // somebody fills it up
    }
    boolean puts = room > 0 && dice.nextInt(4) == 0;
    return puts ? 1 : -Math.min(there, 1 + dice.nextInt(3));
  }

  private long last(String bay) {
    return touched.getOrDefault(bay, Long.MIN_VALUE / 2);
  }
}
