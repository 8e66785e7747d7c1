package io.shelfkeeper.agent.core.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final double NOISE = 0.3;

  private final List<StockSetup.Cell> cells = new ArrayList<>();
  private final List<StockSetup.Product> products = new ArrayList<>();
  private final List<StockSetup.Placement> planogram = new ArrayList<>();

  private ForecastTest cell(String cell, String shelf) {
    cells.add(new StockSetup.Cell(cell, shelf));
    return this;
  }

  /** The bay is called as the product at first, with a B before. */
  private ForecastTest good(String sku, double grams, double spread, String shelf, int... on) {
    products.add(new StockSetup.Product(sku, grams, spread));
    List<Integer> places = java.util.Arrays.stream(on).boxed().toList();
    planogram.add(new StockSetup.Placement(sku, shelf, places, "B" + sku));
    return this;
  }

  private StockSetup setup() {
    return new StockSetup(10, cells, products, planogram, List.of());
  }

  private Forecast forecast() {
    return Forecast.of(setup(), NOISE);
  }

  @Test
  void oneProductIsOnlyCounted() {
    Forecast forecast = cell("c", "S").good("tea", 100, 1, "S", 0).forecast();
    assertTrue(forecast.accuracy() > 0.999, "accuracy " + forecast.accuracy());
    assertEquals(List.of(), forecast.shelves().getFirst().confusions());
  }

  @Test
  void aSpreadAsWideAsAPackageMakesCountingHard() {
    Forecast forecast = cell("c", "S").good("melon", 1000, 250, "S", 0).forecast();
    double accuracy = forecast.accuracy();
    assertTrue(accuracy > 0.8 && accuracy < 0.98, "accuracy " + accuracy);
  }

  /** Their difference is three quarters of a deviation on either side of the middle. */
  @Test
  void whatComesBackIsCalledWhatItsOwnWeightSays() {
    double[] means = {100, 103};
    double[] spreads = {2, 2};
    Goods goods = new Goods(means, spreads, NOISE * NOISE, 0.5);
    assertEquals(0.771, goods.returned(0), 0.01);
  }

  @Test
  void twinsAreToldAtRandom() {
    Forecast forecast =
        cell("c", "S").good("tea", 100, 1, "S", 0).good("mate", 100, 1, "S", 0).forecast();
    assertEquals(0.5, forecast.accuracy(), 0.01);
    assertEquals(1, forecast.shelves().getFirst().confusions().size());
    assertEquals(1, forecast.shelves().getFirst().confusions().getFirst().share(), 0.01);
  }

  /** Two normal curves that cross in the middle: a textbook's number. */
  @Test
  void neighboursAreConfusedAsOftenAsTheirCurvesOverlap() {
    double noise2 = NOISE * NOISE + 0.05 * 0.05;
    double spread = Math.sqrt(4 - noise2);
    Forecast forecast =
        cell("c", "S").good("a", 100, spread, "S", 0).good("b", 104, spread, "S", 0).forecast();
    ShelfForecast.Confusion worst = forecast.shelves().getFirst().confusions().getFirst();
    // One package: beyond one deviation, 15.87 %. Two: 2 * 2 g apart, beyond 1.41 of them, 7.9 %.
    assertEquals(0.78 * 0.1587 + 0.15 * 0.079 + 0.05 * 0.042 + 0.02 * 0.023, worst.share(), 0.005);
  }

  /**
   * Two of one weigh what one of the other weighs: only whoever sees them leave one by one knows.
   */
  @Test
  void aFasterCellSeesMorePackagesLeaveOneByOne() {
    cell("c", "S").good("a", 100, 1, "S", 0).good("b", 200, 1, "S", 0);
    double[] accuracies = new double[3];
    double[] rates = {2, 10, 80};
    for (int i = 0; i < rates.length; i++) {
      StockSetup setup = new StockSetup(rates[i], cells, products, planogram, List.of());
      accuracies[i] = Forecast.of(setup, NOISE).accuracy();
    }
    assertTrue(accuracies[0] + 0.005 < accuracies[1], "at 2 and 10 a second");
    assertTrue(accuracies[1] + 0.005 < accuracies[2], "at 10 and 80 a second");
  }

  @Test
  void cellsOfTheirOwnTellTwinsApart() {
    Forecast forecast =
        cell("c", "S")
            .cell("d", "S")
            .good("tea", 100, 1, "S", 0)
            .good("mate", 100, 1, "S", 1)
            .forecast();
    assertTrue(forecast.accuracy() > 0.99, "accuracy " + forecast.accuracy());
  }

  @Test
  void aSwapIsProposedThatReallyHelps() {
    StockSetup before =
        cell("c", "S")
            .cell("d", "T")
            .good("tea", 100, 1, "S", 0)
            .good("mate", 100, 1, "S", 0)
            .good("jam", 400, 3, "T", 1)
            .good("oil", 900, 3, "T", 1)
            .setup();
    Forecast forecast = Forecast.of(before, NOISE);
    List<Swap> swaps = forecast.swaps(before, NOISE);
    assertEquals(1, swaps.size(), swaps.toString());
    Swap swap = swaps.getFirst();
    assertEquals(forecast.accuracy(), swap.before(), 1e-9);
    assertTrue(swap.after() > 0.99, swap.toString());
    Forecast after = Forecast.of(exchanged(before, swap.sku(), swap.otherSku()), NOISE);
    assertEquals(swap.after(), after.accuracy(), 1e-9);
    assertEquals(List.of(), after.swaps(before, NOISE));
  }

  private static StockSetup exchanged(StockSetup setup, String one, String other) {
    List<StockSetup.Placement> places =
        setup.planogram().stream()
            .map(
                place -> {
                  String sku =
                      place.sku().equals(one)
                          ? other
                          : place.sku().equals(other) ? one : place.sku();
                  return new StockSetup.Placement(sku, place.shelf(), place.cells(), place.bay());
                })
            .toList();
    return new StockSetup(10, setup.cells(), setup.products(), places, List.of());
  }

  @Test
  void nothingIsProposedWhereNothingHelps() {
    StockSetup twins =
        cell("c", "S").good("tea", 100, 1, "S", 0).good("mate", 100, 1, "S", 0).setup();
    assertEquals(List.of(), Forecast.of(twins, NOISE).swaps(twins, NOISE));
  }
}
