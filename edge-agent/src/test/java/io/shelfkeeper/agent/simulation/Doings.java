package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Outcome;
import java.util.EnumMap;
import java.util.Map;

/** What happened in all worlds together: a promise that was never in danger proves nothing. */
final class Doings {
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int orders;
  private int pulses;

  void add(World world) {
    orders += world.issuer.count();
    pulses += world.lockPromises.pulses();
    world.lockPromises.outcomes.forEach((outcome, n) -> outcomes.merge(outcome, n, Integer::sum));
  }

  /** Every outcome was met, if there were worlds enough for it. */
  void expectAll(int worlds) {
    for (Outcome outcome : Outcome.values()) {
      Broken.unless(
          worlds < 50 || outcomes.getOrDefault(outcome, 0) > 0, "no order ended %s", outcome);
    }
  }

  @Override
  public String toString() {
    return "orders: %d, pulses: %d, outcomes: %s".formatted(orders, pulses, outcomes);
  }
}
