package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.AgentSetup;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.planogram.ActivePlanogram;
import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import org.jspecify.annotations.Nullable;

/**
 * The shop that one life of the agent works in: the site file, and the planogram in force where the
 * backend has sent one.
 *
 * @param site wires of the site file, goods of whoever spoke last
 */
public record Shop(SiteFile site, PlanogramSetup planogram) {

  /** What a start makes of a site file and of what its journal has. */
  public static Shop of(SiteFile file, Recovered recovered) {
    Planograms reader = new Planograms(file);
    ActivePlanogram active = ActivePlanogram.of(recovered);
    if (active == null) {
      return new Shop(file, new PlanogramSetup(reader, 0, ""));
    }
    Problems problems = new Problems();
    SiteFile shop = reader.shop(active, problems);
    return problems.any()
        ? new Shop(file, new PlanogramSetup(reader, 0, changed(active, problems)))
        : new Shop(shop, new PlanogramSetup(reader, active.version(), ""));
  }

  private static String changed(ActivePlanogram active, Problems problems) {
    return "The planogram, version %d, does not fit the site file any more: %s"
        .formatted(active.version(), Planograms.line(problems));
  }

  /**
   * @param root whose word names the issuers of orders, or null: then nothing can be ordered
   */
  public AgentSetup setup(@Nullable IssuerKey root) {
    return Setups.of(site, root, planogram);
  }
}
