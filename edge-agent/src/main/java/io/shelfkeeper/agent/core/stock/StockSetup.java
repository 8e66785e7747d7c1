package io.shelfkeeper.agent.core.stock;

import java.util.List;

/**
 * What the stock engine knows beforehand: where the cells are, what the goods weigh, what belongs
 * where and how much was there. Cells are named by their index in {@code cells}.
 *
 * @param samplesPerSecond nominal rate of every cell, 1 to 320; the real one may be off by 2 %
 */
public record StockSetup(
    double samplesPerSecond,
    List<Cell> cells,
    List<Product> products,
    List<Placement> planogram,
    List<Opening> openings) {

  public StockSetup {
    cells = List.copyOf(cells);
    products = List.copyOf(products);
    planogram = List.copyOf(planogram);
    openings = List.copyOf(openings);
  }

  /**
   * @param cell the site file's id of the cell
   * @param shelf cells of one shelf are weighed together: goods may stand astride them, and a hand
   *     shakes them all
   */
  public record Cell(String cell, String shelf) {}

  /**
   * @param grams mean weight of a package, above 0
   * @param spread standard deviation between packages in grams, 0 or more
   */
  public record Product(String sku, double grams, double spread) {}

  /**
   * A product may stand here.
   *
   * @param cells indices of the cells of that shelf on which it may stand, at least one
   * @param bay the bay that these cells make up
   */
  public record Placement(String sku, String shelf, List<Integer> cells, String bay) {
    public Placement {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Packages at the first start.
   *
   * @param bay the bay they are in, or empty if they are spread over all placements of the product
   */
  public record Opening(String sku, String bay, int count) {}
}
