package io.shelfkeeper.agent.core.money;

import org.jspecify.annotations.Nullable;

/**
 * What one product costs, in minor units of the list's currency: no fraction is ever rounded.
 *
 * @param sku which product
 * @param name what the label calls it, in any script; empty for the product's own name
 * @param minor 0 to {@link PriceCurrency#MINOR_MAX}
 * @param wasMinor the price before, struck out on the label; 0 if it is no offer, else above {@code
 *     minor}
 * @param per the price per kilogram, litre and so on; null where the law asks for none
 * @param note tax and deposit, in the words of the shop; empty for the list's own note
 */
public record Price(
    String sku, String name, long minor, long wasMinor, @Nullable Per per, String note) {

  /**
   * @param minor 0 to {@link PriceCurrency#MINOR_MAX}
   */
  public record Per(long minor, Measure measure) {
    public Per {
      inRange(minor);
    }
  }

  public Price {
    inRange(minor);
    inRange(wasMinor);
    if (wasMinor != 0 && wasMinor <= minor) {
      throw new IllegalArgumentException("an offer of " + minor + " that was " + wasMinor);
    }
  }

  private static void inRange(long minor) {
    if (minor < 0 || minor > PriceCurrency.MINOR_MAX) {
      throw new IllegalArgumentException("a price of " + minor);
    }
  }

  /** Whether it is lower than it was. */
  public boolean isOffer() {
    return wasMinor > 0;
  }
}
