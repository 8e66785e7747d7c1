package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.AgentSetup;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetupsTest {
  private static final SampleSite DEMO = SampleSite.DEMO;

  @Test
  void theCoreNamesCellsByTheirPlaceInTheListOfDevices() {
    StockSetup stock = Setups.of(DEMO.accepted(DEMO.text())).stock();
    assertEquals(10, stock.samplesPerSecond());
    assertEquals(new StockSetup.Cell("B1", "B1"), stock.cells().get(6));
    assertEquals(
        new StockSetup.Placement("choc-100", "B1", List.of(6), "B1"), stock.planogram().get(6));
    assertEquals(new StockSetup.Opening("gum-30", "B5", 20), stock.openings().get(10));
  }

  @Test
  void baysOfOneShelfAreWeighedTogether() {
    String text =
        DEMO.text()
            .replace("{id: A1, cells", "{id: A1, shelf: top, cells")
            .replace("{id: A2, cells", "{id: A2, shelf: top, cells");
    StockSetup stock = Setups.of(DEMO.accepted(text)).stock();
    assertEquals("top", stock.cells().get(0).shelf());
    assertEquals("top", stock.cells().get(1).shelf());
    assertEquals("top", stock.planogram().get(1).shelf());
    assertEquals("A3", stock.cells().get(2).shelf());
  }

  @Test
  void aBayMayHaveSeveralCellsAndProducts() {
    String text =
        DEMO.text()
            .replace(
                "      - {id: A2, cells: [A2], products: [{sku: cola-330, count: 12, low: 3}]}\n",
                "")
            .replace(
                "cells: [A1], products: [",
                "cells: [A1, A2], products: [{sku: cola-330, count: 5}, ")
            .replace("bay: A2", "bay: A1"); // its price tag
    StockSetup stock = Setups.of(DEMO.accepted(text)).stock();
    assertEquals(
        new StockSetup.Placement("cola-330", "A1", List.of(0, 1), "A1"), stock.planogram().get(0));
    assertEquals(new StockSetup.Opening("cola-330", "A1", 5), stock.openings().get(0));
  }

  @Test
  void thresholdsAndTheWordThatEndsARowReachTheCore() {
    AgentSetup setup = Setups.of(DEMO.accepted(DEMO.text()));
    assertFalse(setup.brokerEndsRows());
    assertTrue(setup.lows().contains(new AgentSetup.Low("A3", "juice-250", 3)));
    String plain = DEMO.edited("delivery: backend", "delivery: broker");
    assertTrue(Setups.of(DEMO.accepted(plain)).brokerEndsRows());
  }
}
