package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was found of price tags.
 *
 * @param confirmed tags that are known to show the price in force
 * @param mismatched tags that are known to show another one
 * @param differences what must not be, in words; empty if nothing
 */
record TagVerdict(int confirmed, int mismatched, List<String> differences) {
  TagVerdict {
    differences = List.copyOf(differences);
  }

  /**
   * @param lost the tag that was out of reach when prices changed last
   * @param known the last price that each tag confirmed, by what the backend heard
   * @param inForce prices by sku
   */
  static TagVerdict of(
      List<SiteFile.Tag> tags,
      String lost,
      Map<String, Integer> known,
      Map<String, Integer> inForce) {
    List<String> differences = new ArrayList<>();
    int confirmed = 0;
    int mismatched = 0;
    for (SiteFile.Tag tag : tags) {
      Integer shows = known.get(tag.id());
      Integer costs = inForce.get(tag.sku());
      boolean same = shows != null && shows.equals(costs);
      confirmed += same ? 1 : 0;
      mismatched += same || shows == null ? 0 : 1;
      if (same == tag.id().equals(lost)) {
        differences.add(
            "the tag of %s is known to show %s, and the price is %s%s"
                .formatted(tag.bay(), shows, costs, same ? ", though it was out of reach" : ""));
      }
    }
    return new TagVerdict(confirmed, mismatched, differences);
  }

  boolean good() {
    return differences.isEmpty();
  }

  /** Their part of the demo's last line. */
  String line() {
    return "confirmed=" + confirmed + " mismatched=" + mismatched;
  }
}
