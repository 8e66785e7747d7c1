package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.money.Price;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete list that waits for its time.
 *
 * @param activeFrom as its manifest says it
 * @param activeMillis the same by the wall clock
 * @param note what stands on labels of prices without a note of their own
 */
public record NextPrices(
    long version,
    String activeFrom,
    long activeMillis,
    String currency,
    String note,
    Map<String, Price> prices) {
  public NextPrices {
    prices = Map.copyOf(prices);
  }

  /** The price, or null if the list has none. */
  public @Nullable Price price(String sku) {
    return prices.get(sku);
  }
}
