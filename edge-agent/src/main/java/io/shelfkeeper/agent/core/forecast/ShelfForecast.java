package io.shelfkeeper.agent.core.forecast;

import java.util.List;

/**
 * What to expect of one shelf.
 *
 * @param accuracy share of movements whose goods and count will be told exactly right, 0 to 1
 * @param goods the products planned there
 * @param confusions pairs that will be taken for each other, the worst first
 */
public record ShelfForecast(
    String shelf, double accuracy, List<Good> goods, List<Confusion> confusions) {
  public ShelfForecast {
    goods = List.copyOf(goods);
    confusions = List.copyOf(confusions);
  }

  /**
   * @param accuracy share of its own movements that will be told exactly right
   */
  public record Good(String sku, double accuracy) {}

  /**
   * @param sku what was moved
   * @param told what it will be taken for
   * @param share of the movements of {@code sku}, 0 to 1
   */
  public record Confusion(String sku, String told, double share) {}
}
