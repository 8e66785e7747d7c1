package io.shelfkeeper.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that the judges found.
 *
 * @param unheard doors that were forced more often than an alarm came of them
 */
record Findings(
    Verdict goods,
    OrderVerdict orders,
    PriceVerdict prices,
    TagVerdict tags,
    LampVerdict lamps,
    AirVerdict air,
    List<String> unheard) {
  Findings {
    unheard = List.copyOf(unheard);
  }

  /**
   * @param forced doors that were forced, one name for each time
   * @param alarms doors of which an alarm came, one name for each; a door may alarm on its own
   */
  static Findings of(
      Verdict goods,
      OrderVerdict orders,
      PriceVerdict prices,
      TagVerdict tags,
      LampVerdict lamps,
      AirVerdict air,
      List<String> forced,
      List<String> alarms) {
    List<String> unheard = new ArrayList<>(forced);
    alarms.forEach(unheard::remove);
    return new Findings(goods, orders, prices, tags, lamps, air, unheard);
  }

  boolean good() {
    return goods.good()
        && orders.good()
        && prices.good()
        && tags.good()
        && lamps.good()
        && air.good()
        && unheard.isEmpty();
  }

  List<String> differences() {
    List<String> all = new ArrayList<>(goods.differences());
    all.addAll(orders.differences());
    all.addAll(prices.differences());
    all.addAll(tags.differences());
    all.addAll(lamps.differences());
    all.addAll(air.differences());
    unheard.forEach(door -> all.add("door " + door + " was forced, and no alarm came"));
    return all;
  }

  /** The demo's last line. */
  String line() {
    return String.join(
        " ", goods.line(), orders.line(), lamps.line(), prices.line(), tags.line(), air.line());
  }
}
