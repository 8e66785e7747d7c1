package io.shelfkeeper.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found of price lists.
 *
 * @param active lists that came into force
 * @param differences what does not fit together, in words; empty if all does
 */
record PriceVerdict(int active, List<String> differences) {
  PriceVerdict {
    differences = List.copyOf(differences);
  }

  /**
   * @param sent lists that the backend has sent
   * @param versions that came into force, in the order in which the backend heard it
   */
  static PriceVerdict of(int sent, List<Long> versions) {
    List<String> differences = new ArrayList<>();
    if (versions.size() != sent) {
      differences.add(
          "%d price lists were sent, and %d came into force".formatted(sent, versions.size()));
    }
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i) <= versions.get(i - 1)) {
        differences.add(
            "price list %d came into force after a newer one".formatted(versions.get(i)));
      }
    }
    return new PriceVerdict(versions.size(), differences);
  }

  boolean good() {
    return differences.isEmpty();
  }

  /** Their part of the demo's last line. */
  String line() {
    return "prices=" + active;
  }
}
