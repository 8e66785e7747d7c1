package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the part {@code products}. */
final class ProductReader {
  private static final double GRAMS_MIN = 0.5;
  private static final double GRAMS_MAX = 100_000;

  /** Above this share of the weight three packages cannot be told from four by any means. */
  private static final double SPREAD_SHARE_MAX = 0.25;

  private final Problems problems;
  private final Names skus;
  private final Map<String, Place> gtins = new HashMap<>();

  ProductReader(Problems problems, Names skus) {
    this.problems = problems;
    this.skus = skus;
  }

  List<SiteFile.Product> read(List<Section> sections) {
    List<SiteFile.Product> read = new ArrayList<>();
    for (Section section : sections) {
      read.add(product(section));
    }
    if (sections.isEmpty()) {
      skus.lacksSome();
    }
    return read;
  }

  private SiteFile.Product product(Section section) {
    Word sku = section.name("sku", Alphabet.NAME);
    skus.give(sku);
    String gtin = section.has("gtin") ? gtin(section.text("gtin")) : "";
    String name = section.text("name").text();
    double grams = section.decimal("grams", GRAMS_MIN, GRAMS_MAX);
    double spread = section.decimal("spread", 0, GRAMS_MAX);
    if (spread > grams * SPREAD_SHARE_MAX) {
      section.problem(
          "spread",
          "packages of %s g that differ by %s g cannot be counted"
              .formatted(ScalarType.text(grams), ScalarType.text(spread)),
          "the standard deviation between single packages, at most a quarter of their weight");
    }
    section.end();
    return new SiteFile.Product(sku.text(), gtin, name, grams, spread);
  }

  private String gtin(Word gtin) {
    String digits = gtin.text();
    if (digits.isEmpty()) {
      return "";
    }
    if (!Gtin.hasRightLength(digits)) {
      problems.add(
          gtin.place(),
          gtin.quoted() + " is no GTIN",
          "the 8, 12, 13 or 14 digits below the bar code, in quotes");
      return "";
    }
    char check = Gtin.checkDigit(digits);
    if (check != digits.charAt(digits.length() - 1)) {
      problems.add(
          gtin.place(),
          "the check digit of %s is wrong, so a digit is mistyped".formatted(gtin.quoted()),
          "compare with the bar code; if only the last digit is wrong it is "
              + Words.quoted(digits.substring(0, digits.length() - 1) + check));
    }
    Place first = gtins.putIfAbsent("0".repeat(14 - digits.length()) + digits, gtin.place());
    if (first != null) {
      problems.add(
          gtin.place(),
          "the GTIN %s is there already, in line %d".formatted(gtin.quoted(), first.line()),
          "the GTIN of this product, or delete one of the two products");
    }
    return digits;
  }
}
