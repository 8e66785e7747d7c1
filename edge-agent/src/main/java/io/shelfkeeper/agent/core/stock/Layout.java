package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The setup as indices. A <em>slot</em> is one placement of a product: where something may belong.
 * Slots of the planogram are 0 to {@code slots - 1}; {@code slots + product} names a product that
 * lies where it does not belong, and {@link #FOREIGN} a thing that is none of ours.
 */
final class Layout {
  static final int FOREIGN = -1;

  /** No goods at all: a hand is still there. */
  static final int HAND = -2;

  /** No goods at all: a hand that was there when the level was read has gone. */
  static final int NOTHING = -3;

  /** A mask of cells is one {@code long}. */
  static final int CELLS_PER_SHELF_MAX = 64;

  final List<String> shelves;
  final int[] shelfOfCell;
  final int[] localOfCell;
  final int[] cellCount;

  /** Ids of the cells of each shelf. */
  final List<List<String>> cells = new ArrayList<>();

  final String[] sku;
  final double[] grams;
  final double[] spread;

  /** Whether nobody measured the spread. */
  final boolean[] guessed;

  /** What the three before are taken from, and what they may become. */
  final LearnedWeight[] weights;

  final int slots;
  final int[] slotProduct;
  final int[] slotShelf;
  final long[] slotCells;
  final String[] slotBay;
  final int[][] slotsOfShelf;

  /** For each cell of each shelf those that may carry a part of what stands on it. */
  final long[][] beside;

  /** Slots whose packages are counted together share a pool. */
  final int[] slotPool;

  /** Shelves that share pools are one group, and so are their pools. */
  final int[] shelfGroup;

  final int[] poolGroup;
  final int[][] groupPools;

  /** Place of a pool in its group. */
  final int[] poolIndex;

  /** Opening count of a pool, or -1 if nobody said. */
  final int[] poolOpening;

  /** Lightest planned product of each shelf, grams. */
  final double[] lightest;

  Layout(StockSetup setup) {
    Map<String, Integer> shelfIndex = new LinkedHashMap<>();
    int all = setup.cells().size();
    shelfOfCell = new int[all];
    localOfCell = new int[all];
    List<Integer> sizes = new ArrayList<>();
    for (int c = 0; c < all; c++) {
      int shelf = shelfIndex.computeIfAbsent(setup.cells().get(c).shelf(), s -> shelfIndex.size());
      if (shelf == sizes.size()) {
        sizes.add(0);
        cells.add(new ArrayList<>());
      }
      cells.get(shelf).add(setup.cells().get(c).cell());
      shelfOfCell[c] = shelf;
      localOfCell[c] = sizes.get(shelf);
      sizes.set(shelf, sizes.get(shelf) + 1);
    }
    shelves = List.copyOf(shelfIndex.keySet());
    cellCount = sizes.stream().mapToInt(Integer::intValue).toArray();
    for (int s = 0; s < cellCount.length; s++) {
      if (cellCount[s] > CELLS_PER_SHELF_MAX) {
        throw new IllegalArgumentException(
            "shelf " + shelves.get(s) + " has more than 64 cells; divide it in the site file");
      }
    }

    int products = setup.products().size();
    sku = new String[products];
    grams = new double[products];
    spread = new double[products];
    guessed = new boolean[products];
    weights = new LearnedWeight[products];
    Map<String, Integer> productIndex = new LinkedHashMap<>();
    for (int p = 0; p < products; p++) {
      StockSetup.Product product = setup.products().get(p);
      sku[p] = product.sku();
      weights[p] = new LearnedWeight(product.grams(), product.spread());
      weights[p].changed = false;
      reckonWith(p);
      productIndex.put(product.sku(), p);
    }

    slots = setup.planogram().size();
    slotProduct = new int[slots];
    slotShelf = new int[slots];
    slotCells = new long[slots];
    slotBay = new String[slots];
    for (int i = 0; i < slots; i++) {
      StockSetup.Placement placement = setup.planogram().get(i);
      slotProduct[i] = index(productIndex, placement.sku(), "product");
      slotShelf[i] = index(shelfIndex, placement.shelf(), "shelf");
      slotBay[i] = placement.bay();
      for (int cell : placement.cells()) {
        slotCells[i] |= 1L << localOfCell[cell];
      }
    }
    slotsOfShelf = new int[shelves.size()][];
    lightest = new double[shelves.size()];
    for (int s = 0; s < shelves.size(); s++) {
      int shelf = s;
      slotsOfShelf[s] = IntStream.range(0, slots).filter(i -> slotShelf[i] == shelf).toArray();
      lightest[s] =
          Arrays.stream(slotsOfShelf[s]).mapToDouble(i -> grams[slotProduct[i]]).min().orElse(40);
    }
    beside = new long[shelves.size()][];
    for (int s = 0; s < beside.length; s++) {
      int shelf = s;
      beside[s] = new long[cellCount[s]];
      Arrays.setAll(beside[s], cell -> beside(shelf, cell));
    }
    slotPool = new int[slots];
    poolOpening = pools(setup.openings());
    shelfGroup = groups();
    poolGroup = new int[poolOpening.length];
    poolIndex = new int[poolOpening.length];
    groupPools = new int[shelves.size()][];
    for (int slot = 0; slot < slots; slot++) {
      poolGroup[slotPool[slot]] = shelfGroup[slotShelf[slot]];
    }
    for (int group = 0; group < groupPools.length; group++) {
      int same = group;
      groupPools[group] =
          IntStream.range(0, poolGroup.length).filter(pool -> poolGroup[pool] == same).toArray();
      for (int i = 0; i < groupPools[group].length; i++) {
        poolIndex[groupPools[group][i]] = i;
      }
    }
  }

  private long beside(int shelf, int cell) {
    long mask = 1L << cell;
    mask |= cell > 0 ? mask >>> 1 : 0;
    mask |= cell + 1 < cellCount[shelf] ? 2L << cell : 0;
    for (int slot : slotsOfShelf[shelf]) {
      mask |= (slotCells[slot] >>> cell & 1) != 0 ? slotCells[slot] : 0;
    }
    return mask;
  }

  private static int index(Map<String, Integer> names, String name, String what) {
    Integer found = names.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the planogram names an unknown " + what + ": " + name);
    }
    return found;
  }

  private int[] pools(List<StockSetup.Opening> openings) {
    Map<String, Integer> shared = new LinkedHashMap<>();
    for (StockSetup.Opening opening : openings) {
      if (opening.bay().isEmpty()) {
        shared.put(opening.sku(), opening.count());
      }
    }
    Map<String, Integer> poolOfSku = new LinkedHashMap<>();
    List<Integer> opened = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      String name = sku[slotProduct[i]];
      Integer together = shared.get(name);
      if (together != null && poolOfSku.containsKey(name)) {
        slotPool[i] = poolOfSku.get(name);
        continue;
      }
      slotPool[i] = opened.size();
      poolOfSku.put(name, slotPool[i]);
      opened.add(together != null ? together : own(openings, name, slotBay[i]));
    }
    return opened.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The group of a shelf is the first of its shelves. */
  private int[] groups() {
    int[] group = IntStream.range(0, shelves.size()).toArray();
    for (int a = 0; a < slots; a++) {
      for (int b = 0; b < a; b++) {
        int one = group[slotShelf[a]];
        int other = group[slotShelf[b]];
        if (slotPool[a] == slotPool[b] && one != other) {
          for (int s = 0; s < group.length; s++) {
            group[s] = group[s] == Math.max(one, other) ? Math.min(one, other) : group[s];
          }
        }
      }
    }
    return group;
  }

  private static int own(List<StockSetup.Opening> openings, String sku, String bay) {
    for (StockSetup.Opening opening : openings) {
      if (opening.sku().equals(sku) && opening.bay().equals(bay)) {
        return opening.count();
      }
    }
    return -1;
  }

  /** Takes over what is known of a product by now. */
  void reckonWith(int product) {
    grams[product] = weights[product].grams;
    spread[product] = weights[product].spread;
    guessed[product] = weights[product].guessed;
  }

  ProductWeight weight(int product) {
    LearnedWeight weight = weights[product];
    return new ProductWeight(
        sku[product],
        weight.grams,
        weight.spread,
        weight.guessed,
        weight.siteGrams,
        weight.siteSpread,
        weight.seen,
        weight.packages(),
        weight.isOutOfBounds());
  }

  int product(int slot) {
    return slot < 0 ? FOREIGN : slot < slots ? slotProduct[slot] : slot - slots;
  }

  /** The bay that a cell belongs to; the shelf's own name where no product is planned. */
  String bayOfCell(int shelf, int local) {
    for (int slot : slotsOfShelf[shelf]) {
      if ((slotCells[slot] >>> local & 1) != 0) {
        return slotBay[slot];
      }
    }
    return shelves.get(shelf);
  }
}
