package io.shelfkeeper.agent.core.money;

/**
 * What one package costs whoever takes it.
 *
 * @param minor 0 to {@link PriceCurrency#MINOR_MAX}
 * @param currency ISO 4217
 * @param version of the price list that this price is of, 0 for the site file's prices
 * @param basis why it is this one
 */
public record Charge(long minor, String currency, long version, Basis basis) {

  /** Whose price it is. */
  public enum Basis {
    /** The one in force: the bay has no tag. */
    LIST("list"),
    /** The one that a tag of the bay is known to show. */
    CONFIRMED("confirmed"),
    /** The lowest of those that a tag of the bay may show: it is not known which one it does. */
    MAY_SHOW("may_show"),
    /** The one in force: the site's rule charges it where it is lower than what is shown. */
    LOWER("lower");

    private final String word;

    Basis(String word) {
      this.word = word;
    }

    /** As messages spell it. */
    public String word() {
      return word;
    }
  }
}
