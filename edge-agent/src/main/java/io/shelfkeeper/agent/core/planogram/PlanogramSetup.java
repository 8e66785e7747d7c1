package io.shelfkeeper.agent.core.planogram;

/**
 * What a start made of the planogram that the journal has.
 *
 * @param reader judges the next one
 * @param inForce version of the one that the shop was built from, 0 for the site file's own
 * @param problem why the one that the journal has is not in force; empty if it is, or there is none
 */
public record PlanogramSetup(PlanogramReader reader, long inForce, String problem) {

  /** Of a site whose planogram nobody changes. */
  public static PlanogramSetup none() {
    return new PlanogramSetup(PlanogramReader.NONE, 0, "");
  }
}
