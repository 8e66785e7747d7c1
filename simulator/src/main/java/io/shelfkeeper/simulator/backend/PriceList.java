package io.shelfkeeper.simulator.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of prices as a backend sends it: parts of plain JSON, and a manifest that names their
 * hashes.
 *
 * @param parts each at most 16,384 bytes
 */
record PriceList(String currency, Parts parts) {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9._-]{1,64})=([0-9]{1,12})(:([0-9]{1,12}))?");

  /** Lines of the longest names; a part of 100 of them is well below the limit. */
  private static final int LINES_OF_PART = 100;

  /**
   * The list of some words, empty if they make none.
   *
   * @param words each {@code SKU=MINOR}, or {@code SKU=MINOR:BEFORE} for an offer
   */
  static Optional<PriceList> of(String currency, List<String> words) {
    List<String> lines = new ArrayList<>();
    for (String word : words) {
      Matcher line = LINE.matcher(word);
      if (!line.matches()) {
        return Optional.empty();
      }
      String was = line.group(4) == null ? "" : ",\"was\":" + line.group(4);
      lines.add("{\"sku\":\"%s\",\"price\":%s%s}".formatted(line.group(1), line.group(2), was));
    }
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += LINES_OF_PART) {
      List<String> some = lines.subList(from, Math.min(from + LINES_OF_PART, lines.size()));
      parts.add("{\"prices\":[" + String.join(",", some) + "]}");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new PriceList(currency, Parts.of(parts)));
  }

  /** What is signed. The site is the tenant where a site file names none, as that of the demo. */
  String manifest(String site, long version, String activeFrom) {
    return """
    {"purpose":"shelfkeeper-prices-1","tenant":"%s","site":"%s","version":%d,\
    "active_from":"%s","currency":"%s","note":"incl. VAT","parts":[%s]}\
    """
        .formatted(site, site, version, activeFrom, currency, parts.hashes());
  }
}
