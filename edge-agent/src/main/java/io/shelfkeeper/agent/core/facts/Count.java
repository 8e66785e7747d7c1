package io.shelfkeeper.agent.core.facts;

/**
 * How many packages of a product are believed to be in a bay.
 *
 * @param count best estimate, never negative
 * @param sd standard deviation of the estimate in packages, 0 if certain
 */
public record Count(String bay, String sku, int count, double sd) {
  /**
   * Whether a person who names these goods may mean it.
   *
   * @param sku the product, or empty where only one is planned in that bay
   */
  public boolean isMeantBy(String bay, String sku) {
    return this.bay.equals(bay) && (sku.isEmpty() || this.sku.equals(sku));
  }
}
