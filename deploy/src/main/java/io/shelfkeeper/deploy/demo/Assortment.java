package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which product lies in which bay, by the site file, with names that people know. */
record Assortment(Map<String, Goods> bays) {

  /**
   * @param count packages at the start
   * @param low at or below this many the bay is low
   */
  record Goods(String sku, String name, int count, int low) {
    /** Such as "two of Still water 0.5 l". */
    String some(int packages) {
      return words(packages) + " of " + name;
    }

    private static String words(int packages) {
      return switch (packages) {
        case 1 -> "one";
        case 2 -> "two";
        case 3 -> "three";
        case 4 -> "four";
        default -> Integer.toString(packages);
      };
    }
  }

  List<String> ids() {
    return List.copyOf(bays.keySet());
  }

  Goods at(String bay) {
    Goods goods = bays.get(bay);
    if (goods == null) {
      throw new IllegalArgumentException("the site file has no bay " + bay);
    }
    return goods;
  }

  static Assortment of(SiteFile site) {
    Map<String, String> names = new HashMap<>();
    site.products().forEach(product -> names.put(product.sku(), product.name()));
    Map<String, Goods> bays = new LinkedHashMap<>();
    for (SiteFile.Bay bay : site.bays()) {
      SiteFile.Planned planned = bay.products().getFirst();
      String name = names.getOrDefault(planned.sku(), planned.sku());
      bays.put(bay.id(), new Goods(planned.sku(), name, planned.count(), planned.low()));
    }
    return new Assortment(bays);
  }
}
