package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.money.Price;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A sale that begins and ends: two lists of prices in each round. Tells what it does. */
final class PriceStory {
  private static final String ACTIVE = "io.shelfkeeper.prices.active.v1";

  private final LiveShop shop;
  private final SiteFile.Prices prices;
  private final Teller teller;
  private final Errands errands;
  private final TagStory tags;
  private int sent;

  PriceStory(LiveShop shop, SiteFile.Prices prices, TagStory tags, Teller teller, Errands errands) {
    this.tags = tags;
    this.shop = shop;
    this.prices = prices;
    this.teller = teller;
    this.errands = errands;
  }

  /**
   * @param second a sixtieth of the round, in milliseconds
   */
  void plan(long start, long second) {
    tags.begin();
    errands.at(
        start + 6 * second,
        shop::agentIsOnline,
        () -> {
          list("The backend sends the prices of a sale: a quarter off.", true);
          tags.sale(amounts(true));
        });
    errands.at(
        start + 33 * second,
        () -> tags.oneIsMissed() && shop.agentIsOnline(),
        () -> {
          teller.tell(
              "The tag is told as silent. %d of %d price tags show the sale."
                  .formatted(tags.showing(amounts(true)), tags.count()));
          list("The sale is over; the backend sends the prices of before.", false);
        });
  }

  private void list(String what, boolean sale) {
    teller.tell(what);
    sent++;
    int expected = sent;
    String lines =
        prices.list().stream().map(price -> line(price, sale)).collect(Collectors.joining(" "));
    shop.tellBackend("prices --currency " + prices.currency().code() + " " + lines);
    errands.when(
        () -> shop.ledger().events(ACTIVE).size() >= expected,
        () -> teller.tell("All prices have changed at one instant."));
  }

  private static String line(Price price, boolean sale) {
    String line = price.sku() + "=" + amount(price, sale);
    return sale ? line + ":" + price.minor() : line;
  }

  private static int amount(Price price, boolean sale) {
    return Math.toIntExact(sale ? price.minor() * 3L / 4 : price.minor());
  }

  /** Prices by sku. */
  private Map<String, Integer> amounts(boolean sale) {
    return prices.list().stream()
        .collect(Collectors.toMap(Price::sku, price -> amount(price, sale)));
  }

  /** What came of it, by what the backend heard. */
  PriceVerdict verdict(Ledger ledger) {
    List<Long> versions =
        ledger.events(ACTIVE).stream().map(event -> event.at("/data/version").asLong()).toList();
    return PriceVerdict.of(sent, versions);
  }

  /** What came of it on price tags: each round ends with the prices of before. */
  TagVerdict tagVerdict(Ledger ledger) {
    return tags.verdict(ledger, amounts(false));
  }
}
