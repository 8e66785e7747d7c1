package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.AgentSetup;
import io.shelfkeeper.agent.core.documents.DocumentSetup;
import io.shelfkeeper.agent.core.orders.OrderSetup;
import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says to the core what the site file says to people. */
public final class Setups {
  /** How long telemetry may wait for company: a commit a minute is what an SD card bears. */
  static final int TELEMETRY_MILLIS = 60_000;

  private Setups() {}

  /**
   * @param site a checked site file; a cell's number is its place in {@link SiteFile#cells()}
   */
  public static AgentSetup of(SiteFile site) {
    return of(site, null);
  }

  /**
   * @param root whose word names the issuers of orders, or null: then nothing can be ordered
   */
  public static AgentSetup of(SiteFile site, @Nullable IssuerKey root) {
    return of(site, root, PlanogramSetup.none());
  }

  static AgentSetup of(SiteFile site, @Nullable IssuerKey root, PlanogramSetup planogram) {
    List<AgentSetup.Low> lows = new ArrayList<>();
    for (SiteFile.Bay bay : site.bays()) {
      for (SiteFile.Planned planned : bay.products()) {
        lows.add(new AgentSetup.Low(bay.id(), planned.sku(), planned.low()));
      }
    }
    boolean brokerEndsRows = site.broker().delivery() == SiteFile.Delivery.BROKER;
    List<String> buses = site.buses().stream().map(SiteFile.Bus::id).toList();
    return new AgentSetup(
        stock(site),
        lows,
        buses,
        DoorSetups.of(site),
        brokerEndsRows,
        TELEMETRY_MILLIS,
        documents(site, root, planogram),
        orders(site),
        TagSetups.of(site),
        TagSetups.campaigns(site),
        site.signals().stream().map(SiteFile.Signal::plan).toList());
  }

  private static SignedOrder.Audience self(SiteFile site) {
    return new SignedOrder.Audience(site.tenant(), site.site(), site.device());
  }

  private static DocumentSetup documents(
      SiteFile site, @Nullable IssuerKey root, PlanogramSetup planogram) {
    return new DocumentSetup(self(site), root, prices(site, site.prices()), planogram);
  }

  private static OrderSetup orders(SiteFile site) {
    List<LockPlan> locks =
        site.locks().all().stream()
            .map(
                lock ->
                    new LockPlan(
                        lock.id(),
                        lock.board(),
                        lock.supply(),
                        lock.pulseMillis(),
                        lock.capMillis(),
                        lock.openMillis(),
                        lock.pulsesPerMinuteMax()))
            .toList();
    return new OrderSetup(self(site), locks, site.locks().pulsesPerMinuteMax());
  }

  private static PriceSetup prices(SiteFile site, SiteFile.@Nullable Prices prices) {
    List<String> skus = site.products().stream().map(SiteFile.Product::sku).toList();
    return prices == null
        ? new PriceSetup(site.zone(), skus, "", "", List.of())
        : new PriceSetup(site.zone(), skus, prices.currency().code(), prices.note(), prices.list());
  }

  private static StockSetup stock(SiteFile site) {
    Map<String, Integer> numbers = numbers(site.cells());
    Map<String, String> shelves = new HashMap<>();
    List<StockSetup.Placement> planogram = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    for (SiteFile.Bay bay : site.bays()) {
      bay.cells().forEach(cell -> shelves.put(cell, bay.shelf()));
      List<Integer> cells = bay.cells().stream().map(numbers::get).toList();
      for (SiteFile.Planned planned : bay.products()) {
        planogram.add(new StockSetup.Placement(planned.sku(), bay.shelf(), cells, bay.id()));
        openings.add(new StockSetup.Opening(planned.sku(), bay.id(), planned.count()));
      }
    }
    return new StockSetup(
        site.scales().stream().mapToDouble(SiteFile.Device::samplesPerSecond).max().orElse(1),
        site.cells().stream()
            .map(cell -> new StockSetup.Cell(cell, shelves.getOrDefault(cell, cell)))
            .toList(),
        site.products().stream()
            .map(
                product -> new StockSetup.Product(product.sku(), product.grams(), product.spread()))
            .toList(),
        planogram,
        openings);
  }

  private static Map<String, Integer> numbers(List<String> cells) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      numbers.put(cells.get(i), i);
    }
    return numbers;
  }
}
