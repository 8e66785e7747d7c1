package io.shelfkeeper.deploy.demo;

/**
 * Packages of one product that went in or out of one bay: as they did, or as the ledger has it.
 *
 * @param packages taken is negative
 * @param atMillis wall clock: end of the hand's motion, or arrival in the ledger
 */
public record Move(String bay, String sku, int packages, long atMillis) {
  Place place() {
    return new Place(bay, sku);
  }

  /** Where packages of one product lie. */
  public record Place(String bay, String sku) {}
}
