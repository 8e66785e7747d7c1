package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.money.Price;
import java.util.List;

/**
 * What the site file says of prices.
 *
 * @param zone the site's time zone, such as {@code Europe/Berlin}
 * @param skus products of this site: only their prices are looked at
 * @param currency ISO 4217; empty if the site file has no prices
 * @param note tax, for prices without a note of their own
 * @param first prices until the backend has sent a list
 */
public record PriceSetup(
    String zone, List<String> skus, String currency, String note, List<Price> first) {
  public PriceSetup {
    skus = List.copyOf(skus);
    first = List.copyOf(first);
  }

  /** Of a site without products. */
  public static PriceSetup none() {
    return new PriceSetup("UTC", List.of(), "", "", List.of());
  }
}
