package io.shelfkeeper.agent.core.forecast;

import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.stock.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands where, as the forecast sees it, and with two products exchanged. */
final class Plan {
  /** Share of movements that put something back, as seen in a real store, rounded. */
  private static final double PUT_BACK = 0.2;

  /** Share of packages that stand astride two cells of a bay that has several. */
  private static final double ASTRIDE = 0.5;

  /** A pair confused less often is not worth a word. */
  private static final double CONFUSED = 0.05;

  /**
   * A product in one place.
   *
   * @param cells as bits, by their order within the shelf
   */
  record Planned(String sku, String bay, double grams, double spread, long cells) {
    Planned at(Planned place) {
      return new Planned(sku, place.bay, grams, spread, place.cells);
    }
  }

  private final double noise2;
  private final double apart;
  private final List<String> shelves;
  private final List<List<Planned>> goods;

  /** What was computed once: swaps are tried by the hundred. */
  private final Map<Object, Goods> known;

  Plan(StockSetup setup, double noiseGrams) {
    noise2 = noiseGrams * noiseGrams;
    apart = Goods.seenApart(setup.samplesPerSecond());
    known = new HashMap<>();
    Map<String, Integer> cellsOfShelf = new LinkedHashMap<>();
    List<Integer> local = new ArrayList<>();
    for (StockSetup.Cell cell : setup.cells()) {
      local.add(cellsOfShelf.merge(cell.shelf(), 1, Integer::sum) - 1);
    }
    shelves = List.copyOf(cellsOfShelf.keySet());
    Map<String, StockSetup.Product> products = new HashMap<>();
    setup.products().forEach(product -> products.put(product.sku(), product));
    goods = new ArrayList<>();
    shelves.forEach(shelf -> goods.add(new ArrayList<>()));
    for (StockSetup.Placement place : setup.planogram()) {
      StockSetup.Product product = products.get(place.sku());
      if (product != null) {
        long cells = 0;
        for (int cell : place.cells()) {
          cells |= 1L << local.get(cell);
        }
        double spread = Weights.spread(product.grams(), product.spread());
        goods
            .get(shelves.indexOf(place.shelf()))
            .add(new Planned(place.sku(), place.bay(), product.grams(), spread, cells));
      }
    }
  }

  private Plan(Plan of) {
    noise2 = of.noise2;
    apart = of.apart;
    shelves = of.shelves;
    known = of.known;
    goods = new ArrayList<>();
    of.goods.forEach(list -> goods.add(new ArrayList<>(list)));
  }

  List<String> shelves() {
    return shelves;
  }

  List<Planned> goods(int shelf) {
    return goods.get(shelf);
  }

  /** The same with two products exchanged. */
  Plan swapped(int shelf, int place, int otherShelf, int otherPlace) {
    Plan swapped = new Plan(this);
    Planned one = goods.get(shelf).get(place);
    Planned other = goods.get(otherShelf).get(otherPlace);
    swapped.goods.get(shelf).set(place, other.at(one));
    swapped.goods.get(otherShelf).set(otherPlace, one.at(other));
    return swapped;
  }

  /** Share of all movements that will be told right. */
  double accuracy() {
    double sum = 0;
    int places = 0;
    for (List<Planned> list : goods) {
      for (double one : accuracies(list)) {
        sum += one;
        places++;
      }
    }
    return places == 0 ? 1 : sum / places;
  }

  /** Share of the movements of a shelf that will be told right. */
  double accuracy(int shelf) {
    double sum = 0;
    for (double one : accuracies(goods.get(shelf))) {
      sum += one;
    }
    return goods.get(shelf).isEmpty() ? 1 : sum / goods.get(shelf).size();
  }

  private double[] accuracies(List<Planned> list) {
    double[] accuracies = new double[list.size()];
    for (int i = 0; i < accuracies.length; i++) {
      for (Map.Entry<Long, Double> stand : stands(list.get(i).cells).entrySet()) {
        List<Planned> rivals = rivals(list, stand.getKey());
        Goods told = told(rivals, Long.bitCount(stand.getKey()));
        int me = index(rivals, list.get(i).sku);
        accuracies[i] +=
            stand.getValue() * ((1 - PUT_BACK) * told.taken(me) + PUT_BACK * told.returned(me));
      }
    }
    return accuracies;
  }

  ShelfForecast forecast(int shelf) {
    List<Planned> list = goods.get(shelf);
    double[] accuracies = accuracies(list);
    List<ShelfForecast.Good> each = new ArrayList<>();
    List<ShelfForecast.Confusion> confusions = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      each.add(new ShelfForecast.Good(list.get(i).sku, accuracies[i]));
      confusions(list, list.get(i))
          .forEach(
              (told, share) -> {
                if (share > CONFUSED) {
                  String sku = each.getLast().sku();
                  confusions.add(new ShelfForecast.Confusion(sku, told, share));
                }
              });
    }
    confusions.sort(Comparator.comparingDouble(ShelfForecast.Confusion::share).reversed());
    return new ShelfForecast(shelves.get(shelf), accuracy(shelf), each, confusions);
  }

  private Map<String, Double> confusions(List<Planned> list, Planned moved) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Map.Entry<Long, Double> stand : stands(moved.cells).entrySet()) {
      List<Planned> rivals = rivals(list, stand.getKey());
      Goods told = told(rivals, Long.bitCount(stand.getKey()));
      int me = index(rivals, moved.sku);
      for (int other = 0; other < rivals.size(); other++) {
        if (other != me) {
          shares.merge(rivals.get(other).sku, stand.getValue() * told.told[me][other], Double::sum);
        }
      }
    }
    return shares;
  }

  /** On which cells a package may stand, and how often: on one, or astride two neighbours. */
  private static Map<Long, Double> stands(long cells) {
    Map<Long, Double> stands = new LinkedHashMap<>();
    int n = Long.bitCount(cells);
    long before = 0;
    for (long left = cells; left != 0; left &= left - 1) {
      long cell = Long.lowestOneBit(left);
      stands.put(cell, (n > 1 ? 1 - ASTRIDE : 1) / n);
      if (before != 0) {
        stands.put(before | cell, ASTRIDE / (n - 1));
      }
      before = cell;
    }
    return stands;
  }

  /** What else could have moved on these cells; a product in two places counts once. */
  private static List<Planned> rivals(List<Planned> list, long cells) {
    Map<String, Planned> rivals = new LinkedHashMap<>();
    for (Planned one : list) {
      if ((one.cells & cells) == cells) {
        rivals.putIfAbsent(one.sku, one);
      }
    }
    return List.copyOf(rivals.values());
  }

  private Goods told(List<Planned> rivals, int cells) {
    List<Object> key = new ArrayList<>();
    rivals.forEach(rival -> key.add(rival.sku));
    key.add(cells);
    return known.computeIfAbsent(key, k -> Goods.of(rivals, cells * noise2, apart));
  }

  private static int index(List<Planned> list, String sku) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).sku.equals(sku)) {
        return i;
      }
    }
    throw new IllegalStateException(sku + " is not where it stands");
  }
}
