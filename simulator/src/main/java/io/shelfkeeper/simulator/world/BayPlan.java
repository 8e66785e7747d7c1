package io.shelfkeeper.simulator.world;

import java.util.List;

/**
 * A place of the shop and what stands there at the start.
 *
 * @param fixture bays of one fixture shake together
 * @param cells ids of the cells that carry it, at least one
 */
public record BayPlan(String fixture, String bay, List<String> cells, List<Stock> stock) {
  public BayPlan {
    cells = List.copyOf(cells);
    stock = List.copyOf(stock);
  }

  /**
   * @param count packages at the start, 0 or more
   */
  public record Stock(Goods goods, int count) {}
}
