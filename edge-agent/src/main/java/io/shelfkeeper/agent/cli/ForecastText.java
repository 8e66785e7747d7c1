package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.forecast.Forecast;
import io.shelfkeeper.agent.core.forecast.ShelfForecast;
import io.shelfkeeper.agent.core.forecast.Swap;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A forecast in words. */
final class ForecastText {
  private ForecastText() {}

  static List<String> lines(Forecast forecast, List<Swap> swaps, StockSetup setup) {
    List<String> lines = new ArrayList<>();
    lines.add(percent(forecast.accuracy()) + " of all movements will be told exactly right.");
    for (ShelfForecast shelf : forecast.shelves()) {
      lines.add(shelf(shelf));
      shelf.confusions().forEach(confusion -> lines.add("  " + text(confusion, setup)));
    }
    for (Swap swap : swaps) {
      lines.add(
          "Would help: exchange %s (%s) with %s (%s): %s instead of %s of all movements."
              .formatted(
                  swap.sku(),
                  swap.bay(),
                  swap.otherSku(),
                  swap.otherBay(),
                  percent(swap.after()),
                  percent(swap.before())));
    }
    if (swaps.isEmpty() && forecast.shelves().stream().anyMatch(s -> !s.confusions().isEmpty())) {
      lines.add("No exchange of places would help: these goods need bays with cells of their own.");
    }
    return lines;
  }

  /** One line for each pair of goods that will be confused; nothing if all is well. */
  static List<String> warnings(StockSetup setup) {
    List<String> lines = new ArrayList<>();
    for (ShelfForecast shelf : Forecast.of(setup, Forecast.NOISE_GRAMS).shelves()) {
      shelf
          .confusions()
          .forEach(one -> lines.add("warning: shelf " + shelf.shelf() + ": " + text(one, setup)));
    }
    if (!lines.isEmpty()) {
      lines.add("warning: see \"shelfkeeper forecast\" for what would help.");
    }
    return lines;
  }

  private static String shelf(ShelfForecast shelf) {
    int goods = shelf.goods().size();
    return "shelf %s: %s, %d %s"
        .formatted(
            shelf.shelf(), percent(shelf.accuracy()), goods, goods == 1 ? "product" : "products");
  }

  /** One line for a pair: who is taken for whom, how often, and why. */
  static String text(ShelfForecast.Confusion confusion, StockSetup setup) {
    return "%s of %s will be taken for %s: they weigh %s and %s"
        .formatted(
            percent(confusion.share()),
            confusion.sku(),
            confusion.told(),
            weight(setup, confusion.sku()),
            weight(setup, confusion.told()));
  }

  private static String weight(StockSetup setup, String sku) {
    return setup.products().stream()
        .filter(product -> product.sku().equals(sku))
        .findFirst()
        .map(p -> String.format(Locale.ROOT, "%.1f ± %.1f g", p.grams(), p.spread()))
        .orElse("?");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
