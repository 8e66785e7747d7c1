package io.shelfkeeper.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.shelfkeeper.agent.config.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Price tags in a sale: they follow it, but for one that somebody takes out of reach while it shows
 * the sale. Tells what it does; judges nothing.
 */
final class TagStory {
  private static final String CONFIRMED = "io.shelfkeeper.price.confirmed.v1";
  private static final String SILENT = "io.shelfkeeper.tag.silent.v1";

  private final LiveShop shop;
  private final List<SiteFile.Tag> tags;
  private final Teller teller;
  private final Errands errands;
  private boolean away;

  /** How often the backend had heard of its silence before. */
  private int silences;

  TagStory(LiveShop shop, List<SiteFile.Tag> tags, Teller teller, Errands errands) {
    if (tags.isEmpty()) {
      throw new IllegalStateException("the demo's site file has no price tags");
    }
    this.shop = shop;
    this.tags = tags;
    this.teller = teller;
    this.errands = errands;
  }

  /** The tag that is taken out of reach. */
  SiteFile.Tag lost() {
    return tags.getFirst();
  }

  /** Everybody is in reach at the beginning of a round. */
  void begin() {
    if (away) {
      tell("heard");
      away = false;
      teller.tell("The tag of " + lost().bay() + " is in reach again.");
    }
  }

  /** A sale begins. */
  void sale(Map<String, Integer> prices) {
    errands.when(
        () -> shows(lost(), prices),
        () -> {
          silences = silences();
          tell("silent");
          away = true;
          teller.tell(
              "The tag of %s shows the sale, and somebody takes it out of reach."
                  .formatted(lost().bay()));
        });
  }

  /** Whether a sale may end: one tag will not hear of it, and the backend knows. */
  boolean oneIsMissed() {
    return away && silences() > silences;
  }

  /** How often the backend heard that the tag is silent. */
  private int silences() {
    return (int)
        shop.ledger().events(SILENT).stream()
            .filter(event -> event.at("/data/tag").asText().equals(lost().id()))
            .filter(event -> !event.at("/data/ended").asBoolean())
            .count();
  }

  /** How many tags show these prices, by what the backend heard. */
  long showing(Map<String, Integer> prices) {
    return tags.stream().filter(tag -> shows(tag, prices)).count();
  }

  int count() {
    return tags.size();
  }

  private boolean shows(SiteFile.Tag tag, Map<String, Integer> prices) {
    Integer wanted = prices.get(tag.sku());
    return wanted != null && wanted.equals(confirmed(shop.ledger()).get(tag.id()));
  }

  /** What the backend knows of each tag: the last price that it confirmed. */
  private static Map<String, Integer> confirmed(Ledger ledger) {
    Map<String, Integer> last = new HashMap<>();
    for (JsonNode event : ledger.events(CONFIRMED)) {
      last.put(event.at("/data/tag").asText(), event.at("/data/minor").asInt());
    }
    return last;
  }

  private void tell(String is) {
    try {
      shop.simulator().tell("tag --id " + lost().id() + " --is " + is);
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not hear us", e);
    }
  }

  /** What came of it. */
  TagVerdict verdict(Ledger ledger, Map<String, Integer> inForce) {
    return TagVerdict.of(tags, lost().id(), confirmed(ledger), inForce);
  }
}
