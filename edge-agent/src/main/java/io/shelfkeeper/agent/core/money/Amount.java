package io.shelfkeeper.agent.core.money;

/**
 * An amount of money by a price list.
 *
 * @param minor 0 to {@link PriceCurrency#MINOR_MAX}
 * @param currency ISO 4217
 * @param version of the price list, 0 for the site file's prices
 */
public record Amount(long minor, String currency, long version) {}
