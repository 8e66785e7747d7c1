package io.shelfkeeper.agent.broker.payload;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GTINs by sku, all in 14 digits so that they compare as text. A sku without one is not in it. */
final class Gtins {
  private static final String ZEROS = "00000000000000";

  private final Map<String, String> bySku = new HashMap<>();

  /**
   * @param gtins 8, 12, 13 or 14 digits by sku; empty ones are left out
   */
  Gtins(Map<String, String> gtins) {
    replace(gtins);
  }

  /** Other goods are sold. */
  void replace(Map<String, String> gtins) {
    bySku.clear();
    gtins.forEach(
        (sku, gtin) -> {
          if (!gtin.isEmpty() && gtin.length() <= ZEROS.length()) {
            bySku.put(sku, ZEROS.substring(gtin.length()) + gtin);
          }
        });
  }

  @Nullable String of(String sku) {
    return bySku.get(sku);
  }
}
