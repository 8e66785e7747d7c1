package io.shelfkeeper.agent.core.facts;

/**
 * A signed number of packages of one product at one bay.
 *
 * @param bay the bay's id in the site file
 * @param sku the shop's key of the product, or {@link #UNKNOWN} for a thing that is none of ours
 * @param delta packages; taken is negative
 */
public record Item(String bay, String sku, int delta) {
  public static final String UNKNOWN = "?";
}
