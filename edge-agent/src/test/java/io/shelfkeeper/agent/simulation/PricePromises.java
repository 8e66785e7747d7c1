package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;
import java.util.HashSet;
import java.util.Set;

/** Prices go forward only, each list begins once, and nobody's list but the issuer's begins. */
final class PricePromises {
  private final ModelIssuer issuer;
  private final Set<Long> begun = new HashSet<>();
  private long active;

  /** How often the agent has begun to live: what a dead one wished may never have been written. */
  int life;

  private int activeSince;

  PricePromises(ModelIssuer issuer) {
    this.issuer = issuer;
  }

  /** Another disk, which may have forgotten what this one knew. */
  void watch() {
    active = 0;
  }

  /** Before an effect is written. */
  void durable(Effect.Durable effect) {
    if (effect instanceof Effect.Append append && append.fact() instanceof Fact.PricesActive f) {
      Broken.unless(issuer.listed(f.version()), "nobody signed price list %d", f.version());
      Broken.unless(
          f.version() > active || f.version() == active && life > activeSince,
          "price list %d begins after %d",
          f.version(),
          active);
      active = f.version();
      activeSince = life;
      begun.add(f.version());
    }
  }

  /** Lists that came into force. */
  int begun() {
    return begun.size();
  }

  /** Empty if the newest list is in force. */
  String disagreement() {
    return active == issuer.lists() ? "" : "prices of " + active + " instead of " + issuer.lists();
  }
}
