package io.shelfkeeper.simulator.world;

import io.shelfkeeper.agent.config.SiteFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The physical truth of a shop: goods with their own weights, hands, cells. Knows no agent, no wire
 * and no clock: every call says what time it is. Used by all wires at once, hence guarded as a whole.
 */
public final class Shop {
  private final Map<String, SiteFile.Product> products = new LinkedHashMap<>();
  private final Map<String, Bay> bays = new LinkedHashMap<>();
  private final Map<String, Bay> byCell = new LinkedHashMap<>();
  private final Map<String, List<Bay.Package>> carried = new LinkedHashMap<>();
  private final Consumer<Movement> truth;

  /**
   * @param seed the same seed and the same calls give the same weights
   * @param truth told every physical movement when it is decided, with its times
   */
  public Shop(SiteFile site, long seed, Consumer<Movement> truth) {
    this.truth = truth;
    SplittableRandom random = new SplittableRandom(seed);
    site.products().forEach(product -> products.put(product.sku(), product));
    for (SiteFile.Bay bay : site.bays()) {
      SplittableRandom own = random.split();
      List<Bay.Package> opening = new ArrayList<>();
      for (SiteFile.Planned planned : bay.products()) {
        for (int i = 0; i < planned.count(); i++) {
          opening.add(fresh(planned.sku(), own));
        }
      }
      Bay made = new Bay(bay.id(), own, opening);
      bays.put(bay.id(), made);
      bay.cells().forEach(cell -> byCell.put(cell, made));
    }
  }

  private Bay.Package fresh(String sku, SplittableRandom random) {
    SiteFile.Product product = products.get(sku);
    if (product == null) {
      throw new IllegalArgumentException(
          "no product " + sku + " in the site file; it has " + String.join(", ", products.keySet()));
    }
    double grams = product.grams() + product.spread() * random.nextGaussian();
    return new Bay.Package(sku, Math.max(0.3 * product.grams(), grams));
  }

  /** What the cell of that name shows now, in grams. */
  public synchronized double grams(String cell, long nanos) {
    Bay bay = byCell.get(cell);
    if (bay == null) {
      throw new IllegalArgumentException("no bay stands on cell " + cell);
    }
    return bay.shown(nanos);
  }

  /**
   * A shopper takes packages of one product out of a bay.
   *
   * @param sku which product, or empty for the one that is there
   * @throws IllegalArgumentException if there are not that many, with what is there
   */
  public synchronized Movement take(String bay, String sku, int count, long nanos) {
    Bay at = bay(bay);
    String what = sku.isEmpty() ? onlyProduct(at) : sku;
    List<Bay.Package> taken =
        at.packages().stream().filter(one -> one.sku().equals(what)).limit(count).toList();
    if (taken.size() < count || count < 1) {
      throw new IllegalArgumentException(
          "bay " + bay + " holds " + at.packages().size() + " packages; cannot take " + count
              + " of " + what);
    }
    Motion motion = at.take(nanos, taken);
    carried.computeIfAbsent(bay, key -> new ArrayList<>()).addAll(taken);
    return told(bay, what, -count, motion);
  }

  /** A shopper puts packages into a bay: those taken from there before, else new ones. */
  public synchronized Movement put(String bay, String sku, int count, long nanos) {
    Bay at = bay(bay);
    if (count < 1) {
      throw new IllegalArgumentException("a count is 1 or more, not " + count);
    }
    String what = sku.isEmpty() ? onlyProduct(at) : sku;
    List<Bay.Package> hands = carried.computeIfAbsent(bay, key -> new ArrayList<>());
    List<Bay.Package> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Bay.Package back = hands.stream().filter(one -> one.sku().equals(what)).findFirst()
          .orElseGet(() -> fresh(what, at.random()));
      hands.remove(back);
      added.add(back);
    }
    return told(bay, what, count, at.put(nanos, added));
  }

  private Movement told(String bay, String sku, int delta, Motion motion) {
    Movement movement = new Movement(bay, sku, delta, motion.grams(), motion.start(), motion.end());
    truth.accept(movement);
    return movement;
  }

  private Bay bay(String id) {
    Bay bay = bays.get(id);
    if (bay == null) {
      throw new IllegalArgumentException(
          "no bay " + id + " in the site file; it has " + String.join(", ", bays.keySet()));
    }
    return bay;
  }

  private String onlyProduct(Bay bay) {
    List<String> skus = bay.packages().stream().map(Bay.Package::sku).distinct().toList();
    if (skus.size() == 1) {
      return skus.getFirst();
    }
    List<Bay.Package> hands = carried.getOrDefault(bay.id(), List.of());
    if (skus.isEmpty() && !hands.isEmpty()) {
      return hands.getFirst().sku();
    }
    throw new IllegalArgumentException(
        "bay " + bay.id() + " holds " + (skus.isEmpty() ? "nothing" : String.join(", ", skus))
            + "; say which product you mean");
  }

  /** Packages by bay and product. */
  public synchronized Map<String, Map<String, Integer>> counts() {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    bays.forEach(
        (id, bay) -> {
          Map<String, Integer> here = new TreeMap<>();
          bay.packages().forEach(one -> here.merge(one.sku(), 1, Integer::sum));
          counts.put(id, here);
        });
    return counts;
  }

  /** What each bay's goods weigh in truth, grams without the plate. */
  public synchronized double goodsGrams(String bay) {
    return bay(bay).packages().stream().mapToDouble(Bay.Package::grams).sum();
  }
}
