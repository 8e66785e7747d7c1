package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.facts.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes as they are measured, without the samples that they come from. */
class ExplainerTest {
  private final List<StockSink.Moved> told = new ArrayList<>();

  private static StockEngine shelf(StockSetup.Product... products) {
    List<StockSetup.Placement> places = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    for (StockSetup.Product product : products) {
      places.add(new StockSetup.Placement(product.sku(), "A1", List.of(0), "A1"));
      openings.add(new StockSetup.Opening(product.sku(), "A1", 10));
    }
    List<StockSetup.Cell> cells = List.of(new StockSetup.Cell("A1", "A1"));
    return new StockEngine(new StockSetup(10, cells, List.of(products), places, openings));
  }

  private StockSink.Moved change(StockEngine engine, double grams) {
    Shelf shelf = engine.shelves[0];
    Change change = shelf.change();
    change.grams[0] = grams;
    change.variance[0] = 0.1;
    change.moved = 1;
    change.calmSeconds = 1;
    change.certain();
    change.sum();
    engine.teller.begin(0, this::told);
    engine.teller.tell(shelf, engine.teller.think(shelf, false), false, 1);
    return told.getLast();
  }

  private String told(StockSink.Moved moved) {
    told.add(moved);
    return "e" + told.size();
  }

  /** Two people at one shelf, or one with large hands. */
  @Test
  void threeOrFourOfOneKindAndOneOfAnotherAreSeenAsThat() {
    StockEngine engine =
        shelf(new StockSetup.Product("p", 812, 2), new StockSetup.Product("q", 61, 0.5));
    for (int n = 1; n <= 4; n++) {
      StockSink.Moved moved = change(engine, -n * 812 - 61);
      assertEquals(List.of(new Item("A1", "p", -n), new Item("A1", "q", -1)), moved.items());
    }
  }
}
