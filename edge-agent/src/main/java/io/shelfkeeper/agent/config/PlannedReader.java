package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what belongs in one bay. */
final class PlannedReader {
  private static final int COUNT_MAX = 10_000;

  private final Problems problems;
  private final Names skus;

  PlannedReader(Problems problems, Names skus) {
    this.problems = problems;
    this.skus = skus;
  }

  /**
   * @param counted whether it says how many are there; else 0 are
   */
  List<SiteFile.Planned> read(Section bay, boolean counted) {
    List<SiteFile.Planned> planned = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section product : bay.sections("products", "a product")) {
      planned.add(planned(product, seen, counted));
    }
    return planned;
  }

  private SiteFile.Planned planned(Section section, Set<String> seen, boolean counted) {
    Word sku = section.name("sku", Alphabet.NAME);
    skus.use(sku);
    if (!sku.text().isEmpty() && !seen.add(sku.text())) {
      problems.add(
          sku.place(),
          "the product %s is in this bay already".formatted(sku.quoted()),
          "once, with the counts added up");
    }
    int count = counted ? section.integer("count", 0, COUNT_MAX).orElse(0) : 0;
    int low = section.has("low") ? section.integer("low", 0, COUNT_MAX).orElse(0) : 0;
    section.end();
    return new SiteFile.Planned(sku.text(), count, low);
  }
}
