package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.calibration.Calibration;
import io.shelfkeeper.agent.core.calibration.Calibrations;
import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.stock.ProductWeight;
import io.shelfkeeper.agent.core.stock.StockEngine;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shop as its stopped agent left it: what was counted, what was learned of weights, and what the
 * readings of its cells are worth.
 *
 * @param cells calibration of each cell, in the order of the setup
 */
public record LastRun(StockSetup stock, List<Calibration> cells) {
  public LastRun {
    cells = List.copyOf(cells);
  }

  /** As the site file says: nobody ran before. */
  public static LastRun none(StockSetup setup) {
    return of(setup, Map.of());
  }

  /**
   * @param states what the journal holds, by their keys
   * @throws RuntimeException if a state is damaged or of another release
   */
  public static LastRun of(StockSetup setup, Map<String, byte[]> states) {
    StockEngine engine = new StockEngine(setup);
    Calibrations calibrations =
        new Calibrations(
            setup.cells().stream().map(StockSetup.Cell::cell).toList(),
            setup.cells().stream().map(StockSetup.Cell::shelf).toList());
    byte[] cells = states.get(CellBook.STATE);
    if (cells != null) {
      calibrations.restore(cells);
    }
    engine
        .shelves()
        .forEach(
            shelf -> {
              byte[] state = states.get(ShelfBook.STOCK + shelf);
              if (state != null) {
                engine.restore(shelf, state);
              }
            });
    for (StockSetup.Product product : setup.products()) {
      byte[] state = states.get(WeightBook.STATE + product.sku());
      if (state != null) {
        engine.catalogue().restore(product.sku(), state);
      }
    }
    List<Calibration> inForce = new ArrayList<>();
    for (int cell = 0; cell < setup.cells().size(); cell++) {
      inForce.add(calibrations.inForce(cell));
    }
    return new LastRun(with(setup, engine), inForce);
  }

  private static StockSetup with(StockSetup setup, StockEngine engine) {
    List<StockSetup.Product> products = new ArrayList<>();
    for (ProductWeight weight : engine.catalogue().weights()) {
      double spread = weight.guessed() ? 0 : weight.spread();
      products.add(new StockSetup.Product(weight.sku(), weight.grams(), spread));
    }
    List<StockSetup.Opening> openings = new ArrayList<>();
    for (Count count : engine.counts()) {
      openings.add(new StockSetup.Opening(count.sku(), count.bay(), count.count()));
    }
    return new StockSetup(
        setup.samplesPerSecond(), setup.cells(), products, setup.planogram(), openings);
  }
}
