package io.shelfkeeper.deploy.demo;

import java.util.List;

/**
 * What the judge found.
 *
 * @param movements physical takes and puts
 * @param acknowledged those of them that the backend's ledger accounts for
 * @param lost packages that moved and are missing in the ledger
 * @param duplicated packages that are in the ledger and did not move
 * @param differences bays whose stock differs, in words; empty if the stock is equal
 * @param delays how long it took until the backend had them
 */
public record Verdict(
    int movements,
    int acknowledged,
    int lost,
    int duplicated,
    List<String> differences,
    List<Delay> delays) {
  public Verdict {
    differences = List.copyOf(differences);
    delays = List.copyOf(delays);
  }

  public boolean good() {
    return lost == 0 && duplicated == 0 && acknowledged == movements && differences.isEmpty();
  }

  /** The demo's last line. */
  public String line() {
    return "demo: movements=%d acknowledged=%d lost=%d duplicated=%d stock=%s"
        .formatted(
            movements,
            acknowledged,
            lost,
            duplicated,
            differences.isEmpty() ? "equal" : "different");
  }
}
