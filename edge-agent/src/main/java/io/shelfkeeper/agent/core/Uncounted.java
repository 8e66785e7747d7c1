package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goods whose counts were lost with a damaged journal, or that a planogram has moved: a scale says
 * that nothing changes, and not how many there are. Nobody knows that before a person has counted
 * them.
 */
final class Uncounted {
  static final String STATE = "uncounted";

  private static final int VERSION = 1;
  private static final int GOODS_MAX = 100_000;

  private final Set<Goods> goods = new LinkedHashSet<>();

  private record Goods(String bay, String sku) {}

  /** None of these is known any more. */
  void lose(List<Count> counts) {
    counts.forEach(count -> goods.add(new Goods(count.bay(), count.sku())));
  }

  /** Somebody has counted them. Returns whether that is news. */
  boolean counted(String bay, String sku) {
    return goods.remove(new Goods(bay, sku));
  }

  /** Bays get other goods, and what lies in those that change has to be counted. */
  void replan(Map<String, List<String>> skus, List<String> changed) {
    goods.removeIf(one -> !skus.getOrDefault(one.bay, List.of()).contains(one.sku));
    for (String bay : changed) {
      skus.getOrDefault(bay, List.of()).forEach(sku -> goods.add(new Goods(bay, sku)));
    }
  }

  boolean holds(String bay) {
    return goods.stream().anyMatch(one -> one.bay.equals(bay));
  }

  byte[] state() {
    StateWriter writer = new StateWriter(VERSION).number(goods.size());
    goods.forEach(one -> writer.text(one.bay).text(one.sku));
    return writer.bytes();
  }

  /**
   * Goes on from what {@link #state} said before a restart.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    List<Goods> found = new ArrayList<>();
    for (int left = reader.count(GOODS_MAX); left > 0; left--) {
      found.add(new Goods(reader.text(), reader.text()));
    }
    goods.addAll(found);
  }
}
