package io.shelfkeeper.deploy.demo;

import java.util.List;

/**
 * What the judge found of orders.
 *
 * @param orders all that the backend sent, good and bad
 * @param refused those that the device refused
 * @param pulses times that a coil drew current
 * @param differences what does not fit together, in words; empty if all does
 */
public record OrderVerdict(int orders, int refused, int pulses, List<String> differences) {
  public OrderVerdict {
    differences = List.copyOf(differences);
  }

  public boolean good() {
    return differences.isEmpty();
  }

  /** Their part of the demo's last line. */
  public String line() {
    return "orders=%d refused=%d pulses=%d".formatted(orders, refused, pulses);
  }
}
