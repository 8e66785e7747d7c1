package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.state.StateReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the goods of a shop weigh: the site file's word, and what was learned of it from {@link
 * Lessons}. Within bounds, and a person can have it forgotten.
 */
public final class Catalogue {
  private final Layout layout;
  private final Lessons lessons;

  Catalogue(Layout layout, Lessons lessons) {
    this.layout = layout;
    this.lessons = lessons;
  }

  /** All products, in the order of the site file. */
  public List<ProductWeight> weights() {
    List<ProductWeight> weights = new ArrayList<>();
    for (int p = 0; p < layout.sku.length; p++) {
      weights.add(layout.weight(p));
    }
    return weights;
  }

  /** What was learned since the last call and is worth telling. */
  public List<ProductWeight.News> takeNews() {
    return lessons.takeNews();
  }

  /** Mean weight of a package in grams; not a number if there is no such product. */
  public double grams(String sku) {
    int product = product(sku);
    return product < 0 ? Double.NaN : layout.grams[product];
  }

  /** Back to the site file's word; null if there is no such product. */
  public ProductWeight.@Nullable News forget(String sku) {
    int product = product(sku);
    if (product < 0) {
      return null;
    }
    lessons.drop(product);
    double before = layout.grams[product];
    layout.weights[product].forget();
    layout.reckonWith(product);
    return new ProductWeight.News(layout.weight(product), "forgotten", before);
  }

  /** States, by product, that have changed since the last call. */
  public Map<String, byte[]> takeChanged() {
    Map<String, byte[]> states = new LinkedHashMap<>();
    for (int p = 0; p < layout.sku.length; p++) {
      if (layout.weights[p].changed) {
        layout.weights[p].changed = false;
        states.put(layout.sku[p], layout.weights[p].state());
      }
    }
    return states;
  }

  /**
   * Goes on from what {@link #takeChanged} said before, unless the site file has changed its word
   * on this product since: then that what was learned is forgotten will be told.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  public void restore(String sku, byte[] state) {
    int product = product(sku);
    if (product >= 0) {
      double leftBehind = layout.weights[product].restore(state);
      layout.reckonWith(product);
      if (!Double.isNaN(leftBehind)) {
        lessons.tell(product, "forgotten", leftBehind);
      }
    }
  }

  private int product(String sku) {
    for (int p = 0; p < layout.sku.length; p++) {
      if (layout.sku[p].equals(sku)) {
        return p;
      }
    }
    return -1;
  }
}
