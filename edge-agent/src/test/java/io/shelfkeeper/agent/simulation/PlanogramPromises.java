package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;

/** Planograms go forward only, hold only if the issuer signed them, and only from a start on. */
final class PlanogramPromises {
  private final ModelIssuer issuer;
  private long active;
  private boolean isToStart;
  private int begun;

  PlanogramPromises(ModelIssuer issuer) {
    this.issuer = issuer;
  }

  /** Another disk, which may have forgotten what this one knew. */
  void watch() {
    active = 0;
    isToStart = false;
  }

  /** Before an effect is written. */
  void durable(Effect.Durable effect) {
    if (effect instanceof Effect.Append append && append.fact() instanceof Fact.PlanogramActive f) {
      Broken.unless(issuer.planned(f.version()), "nobody signed planogram %d", f.version());
      Broken.unless(f.version() > active, "planogram %d holds after %d", f.version(), active);
      active = f.version();
      isToStart = true;
      begun++;
    }
  }

  /** The agent ended by itself, to start anew. */
  void ended() {
    Broken.unless(isToStart, "the agent started anew for nothing");
  }

  /** A start has built its shop. */
  void started(long version) {
    isToStart = false;
    Broken.unless(
        version == active || active == 0, "the shop is built from %d, not %d", version, active);
  }

  int begun() {
    return begun;
  }

  /** Empty if the newest planogram holds. */
  String disagreement() {
    return active == issuer.plans() ? "" : "planogram " + active + " of " + issuer.plans();
  }
}
