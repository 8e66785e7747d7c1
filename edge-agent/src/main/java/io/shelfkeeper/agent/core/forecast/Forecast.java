package io.shelfkeeper.agent.core.forecast;

import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.ArrayList;
import java.util.List;

/**
 * How well the goods of a shop will be told apart, computed from their weights alone. A function of
 * its inputs.
 *
 * <p>The engine tells the reading that is likeliest for the change it has seen. So, on average, it
 * is right as often as the likeliest reading is the true one:
 *
 * <pre>
 *   accuracy = ∫ max over h of  p(h) · N(w; n·m, n·s² + k·e² + (c·w)²)  dw
 * </pre>
 *
 * for all readings h = "n packages of a product of mean m and spread s" and "n of one with n' of
 * another" that fit the cells which moved; w is the change, k the number of those cells, e the
 * error of one cell's change, c a cell's error of span. p(h) is what shoppers do, see {@link
 * Goods}; packages that a cell sees leave one by one are judged by their mean instead. One movement
 * in five puts a package back that was taken before: it is called what its own weight says.
 *
 * <p>Not in it: hands that stay, goods left on the wrong shelf, things that are none of ours, wrong
 * weights in the site file.
 *
 * @param accuracy share of all movements that will be told right, each product moved equally often
 */
public record Forecast(double accuracy, List<ShelfForecast> shelves) {
  /** A good cell's error of a change at rest, grams. */
  public static final double NOISE_GRAMS = 0.3;

  public Forecast {
    shelves = List.copyOf(shelves);
  }

  /**
   * @param noiseGrams standard deviation of the error of a change of one cell, above 0
   */
  public static Forecast of(StockSetup setup, double noiseGrams) {
    Plan plan = new Plan(setup, noiseGrams);
    List<ShelfForecast> shelves = new ArrayList<>();
    for (int s = 0; s < plan.shelves().size(); s++) {
      if (!plan.goods(s).isEmpty()) {
        shelves.add(plan.forecast(s));
      }
    }
    return new Forecast(plan.accuracy(), shelves);
  }

  /**
   * Exchanges of places that help, to be done in this order. Takes seconds where many goods are
   * confused and many places could be had instead.
   */
  public List<Swap> swaps(StockSetup setup, double noiseGrams) {
    return new Swaps(new Plan(setup, noiseGrams), shelves).best();
  }
}
