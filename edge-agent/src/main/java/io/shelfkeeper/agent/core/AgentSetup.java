package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.documents.DocumentSetup;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.orders.OrderSetup;
import io.shelfkeeper.agent.core.signals.SignalPlan;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.tags.TagSetup;
import io.shelfkeeper.agent.core.tags.campaign.CampaignSetup;
import java.util.List;

/**
 * What the core knows of its shop beforehand.
 *
 * @param lows thresholds by bay and product
 * @param buses ids of the buses; inputs name them by their index
 * @param doors all doors and the boards that see them
 * @param brokerEndsRows true where the backend cannot acknowledge: a row is done on the broker's
 *     word
 * @param telemetryMillis how long telemetry may wait for company before it is committed
 * @param documents what may be published for this site, and by whom
 * @param orders what may be ordered
 * @param tags price tags, and what is charged
 * @param campaigns how prices change
 * @param signals lamps, lights and buzzers
 */
public record AgentSetup(
    StockSetup stock,
    List<Low> lows,
    List<String> buses,
    DoorsPlan doors,
    boolean brokerEndsRows,
    long telemetryMillis,
    DocumentSetup documents,
    OrderSetup orders,
    TagSetup tags,
    CampaignSetup campaigns,
    List<SignalPlan> signals) {
  public AgentSetup {
    lows = List.copyOf(lows);
    buses = List.copyOf(buses);
    signals = List.copyOf(signals);
  }

  /** Of a shop that has nothing to open. */
  public AgentSetup(
      StockSetup stock,
      List<Low> lows,
      List<String> buses,
      DoorsPlan doors,
      boolean brokerEndsRows,
      long telemetryMillis) {
    this(
        stock,
        lows,
        buses,
        doors,
        brokerEndsRows,
        telemetryMillis,
        DocumentSetup.none(),
        OrderSetup.none());
  }

  /** Of a shop without price tags. */
  public AgentSetup(
      StockSetup stock,
      List<Low> lows,
      List<String> buses,
      DoorsPlan doors,
      boolean brokerEndsRows,
      long telemetryMillis,
      DocumentSetup documents,
      OrderSetup orders) {
    this(
        stock,
        lows,
        buses,
        doors,
        brokerEndsRows,
        telemetryMillis,
        documents,
        orders,
        TagSetup.none(),
        CampaignSetup.none(),
        List.of());
  }

  /**
   * @param threshold at or below this many packages the bay is low, 0 to never say so
   */
  public record Low(String bay, String sku, int threshold) {}
}
