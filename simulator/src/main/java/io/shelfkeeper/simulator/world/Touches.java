package io.shelfkeeper.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** What happens on one cell at the moment: hands that press, goods on their way, shocks. */
final class Touches {
  private static final double SHOCK_SECONDS = 1.6;
  private static final double SHOCK_DECAY = 0.35;

  private final List<Press> presses = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Shock> shocks = new ArrayList<>();
  private double restGrams;

  /** A hand on the goods, seconds and grams. */
  record Press(double from, double until, double grams) {
    double share(double at) {
      return Math.clamp(Math.min((at - from) / 0.1, (until - at) / 0.08), 0, 1);
    }
  }

  /** Goods come or go. */
  record Step(double at, double riseSeconds, double grams) {
    double share(double now) {
      return Math.clamp((now - at) / riseSeconds, 0, 1);
    }
  }

  record Shock(double at, double grams) {}

  void rest(double grams) {
    restGrams += grams;
  }

  void add(Press press) {
    presses.add(press);
  }

  void add(Step step) {
    steps.add(step);
  }

  void add(Shock shock) {
    shocks.add(shock);
  }

  /** Grams of goods on the cell. */
  double goods(double now) {
    double grams = restGrams;
    for (Step step : steps) {
      grams += step.grams * step.share(now);
    }
    return grams;
  }

  /** Grams of hands on the cell, at most; a hand trembles below that. */
  double hands(double now) {
    double grams = 0;
    for (Press press : presses) {
      grams += press.grams * press.share(now);
    }
    return grams;
  }

  /** Deviation of the shaking, grams. */
  double shaking(double now) {
    double grams = 0;
    for (Shock shock : shocks) {
      if (now >= shock.at) {
        grams += shock.grams * StrictMath.exp(-(now - shock.at) / SHOCK_DECAY);
      }
    }
    return grams;
  }

  /** Keeps what is over as weight at rest only. */
  void settle(double now) {
    presses.removeIf(press -> press.until < now);
    shocks.removeIf(shock -> shock.at + SHOCK_SECONDS < now);
    steps.removeIf(
        step -> {
          boolean over = step.at + step.riseSeconds < now;
          restGrams += over ? step.grams : 0;
          return over;
        });
  }
}
