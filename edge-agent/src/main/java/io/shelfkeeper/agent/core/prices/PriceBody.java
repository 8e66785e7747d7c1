package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.trust.Untrusted;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The prices of a list or of a part of one, as far as this site has the products: the others are
 * counted and forgotten.
 *
 * @param count prices of all products
 */
record PriceBody(int count, Map<String, Price> own) {
  static final PriceBody EMPTY = new PriceBody(0, Map.of());

  PriceBody {
    own = Map.copyOf(own);
  }

  /**
   * @param skus of this site
   * @throws Untrusted if the part cannot be read, or a product has two prices
   */
  static PriceBody read(byte[] part, Set<String> skus) throws Untrusted {
    return of(PriceLines.read(part), skus);
  }

  private static PriceBody of(List<Price> prices, Set<String> skus) throws Untrusted {
    Set<String> seen = new HashSet<>();
    Map<String, Price> own = new HashMap<>();
    for (Price price : prices) {
      Untrusted.check(seen.add(price.sku()), Why.MALFORMED);
      if (skus.contains(price.sku())) {
        own.put(price.sku(), price);
      }
    }
    return new PriceBody(seen.size(), own);
  }

  /** Of the site file, where no product has two. */
  static PriceBody of(List<Price> first) {
    Map<String, Price> own = new HashMap<>();
    first.forEach(price -> own.put(price.sku(), price));
    return new PriceBody(first.size(), own);
  }

  /**
   * Parts that make a list.
   *
   * @throws Untrusted if a product has two prices
   */
  static PriceBody together(List<PriceBody> parts) throws Untrusted {
    int count = 0;
    Map<String, Price> own = new HashMap<>();
    for (PriceBody part : parts) {
      count += part.count;
      for (Price price : part.own.values()) {
        Untrusted.check(own.put(price.sku(), price) == null, Why.MALFORMED);
      }
    }
    return new PriceBody(count, own);
  }
}
