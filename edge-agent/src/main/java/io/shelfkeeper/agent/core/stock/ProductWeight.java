package io.shelfkeeper.agent.core.stock;

/**
 * What packages of a product weigh, as it is reckoned with.
 *
 * @param grams mean
 * @param spread standard deviation between packages
 * @param guessed whether the spread is a guess: the site file has none, and too few were weighed
 * @param siteGrams mean by the site file
 * @param siteSpread standard deviation by the site file, 0 if nobody measured it
 * @param seen mean of the packages that the shelves weighed, not a number before the first
 * @param packages how many these were, 200 at most
 * @param outOfBounds whether they weigh something that is further off than may be learned
 */
public record ProductWeight(
    String sku,
    double grams,
    double spread,
    boolean guessed,
    double siteGrams,
    double siteSpread,
    double seen,
    int packages,
    boolean outOfBounds) {

  /**
   * Something about it that is worth telling.
   *
   * @param why word of the contract: {@code learned}, {@code new_batch}, {@code forgotten}
   * @param gramsBefore mean that was told last
   */
  public record News(ProductWeight weight, String why, double gramsBefore) {}
}
