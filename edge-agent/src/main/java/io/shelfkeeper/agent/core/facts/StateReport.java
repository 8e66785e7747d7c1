package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.List;
import java.util.Map;

/**
 * The complete stock as this device believes it. Whoever takes it over must skip movements up to
 * {@code asOf}: they are in the counts already.
 *
 * @param asOf last number given in each lane when the counts were taken
 */
public record StateReport(
    String incarnation, long boot, Moment at, Map<Lane, Long> asOf, List<Bay> bays) {
  public StateReport {
    asOf = Map.copyOf(asOf);
    bays = List.copyOf(bays);
  }

  /**
   * @param known whether a sensor has confirmed the counts since the agent started
   * @param counts packages by sku
   */
  public record Bay(String bay, boolean known, double grams, List<Count> counts) {
    public Bay {
      counts = List.copyOf(counts);
    }
  }
}
