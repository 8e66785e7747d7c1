package io.shelfkeeper.agent.core.forecast;

/**
 * Two products that should exchange their places.
 *
 * @param before share of the movements of all shelves that will be told right as things are
 * @param after the same after this swap and those before it in the list
 */
public record Swap(
    String sku, String bay, String otherSku, String otherBay, double before, double after) {}
