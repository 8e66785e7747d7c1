package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import java.util.EnumMap;
import java.util.Map;

/** What happened in all worlds together: a promise that was never in danger proves nothing. */
final class Doings {
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int orders;
  private int priceLists;
  private int planograms;
  private int pulses;
  private final Map<StaffAnswer.Outcome, Integer> staff = new EnumMap<>(StaffAnswer.Outcome.class);
  private int crashes;
  private int labels;
  private int charged;
  private int stops;
  private int fullDisks;
  private int endings;
  private long dropped;
  private int damaged;
  private int salvaged;
  private int lost;
  private int signals;

  void add(World world) {
    orders += world.issuer.count();
    priceLists += world.pricePromises.begun();
    planograms += world.planogramPromises.begun();
    pulses += world.lockPromises.pulses();
    crashes += world.crashes;
    labels += world.tagPromises.confirmed();
    charged += world.tagPromises.charged();
    stops += world.stops;
    world.told.forEach((outcome, n) -> staff.merge(outcome, n, Integer::sum));
    fullDisks += world.fullDisks;
    endings += world.endings;
    dropped += world.promises.dropped;
    damaged += world.promises.salvage.journals();
    salvaged += world.promises.salvage.rows;
    lost += world.promises.salvage.ranges();
    signals += world.locks.signals.changes;
    world.lockPromises.outcomes.forEach((outcome, n) -> outcomes.merge(outcome, n, Integer::sum));
  }

  /** Every outcome was met, if there were worlds enough for it. */
  void expectAll(int worlds) {
    for (Outcome outcome : Outcome.values()) {
      Broken.unless(
          worlds < 50 || outcomes.getOrDefault(outcome, 0) > 0, "no order ended %s", outcome);
    }
    Broken.unless(worlds < 50 || priceLists > 2 * worlds, "only %d price lists began", priceLists);
    Broken.unless(worlds < 50 || planograms > worlds / 4, "only %d planograms held", planograms);
    Broken.unless(worlds < 50 || labels > 8 * worlds, "only %d labels were confirmed", labels);
    Broken.unless(worlds < 50 || charged > worlds, "only %d packages were charged", charged);
    Broken.unless(worlds < 50 || dropped > 1_000, "only %d rows were dropped", dropped);
    Broken.unless(worlds < 50 || salvaged > 100, "only %d rows were salvaged", salvaged);
    Broken.unless(worlds < 50 || lost > 5, "only %d ranges were lost", lost);
    Broken.unless(worlds < 50 || signals > 10 * worlds, "only %d signals changed", signals);
    Broken.unless(worlds < 50 || endings > 0, "no reserve of %d full disks was used up", fullDisks);
  }

  @Override
  public String toString() {
    return "labels confirmed: %d, charged: %d, crashes: %d, price lists begun: %d, planograms: %d, orders: %d, pulses: %d, outcomes: %s, stopped processes: %d, staff: %s, full disks: %d, reserves used up: %d, rows dropped: %d, damaged journals: %d, rows salvaged: %d, ranges lost: %d, signals changed: %d"
        .formatted(
            labels,
            charged,
            crashes,
            priceLists,
            planograms,
            orders,
            pulses,
            outcomes,
            stops,
            staff,
            fullDisks,
            endings,
            dropped,
            damaged,
            salvaged,
            lost,
            signals);
  }
}
