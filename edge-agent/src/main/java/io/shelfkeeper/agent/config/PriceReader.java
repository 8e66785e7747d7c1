package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.money.Measure;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the parts {@code prices} and {@code labels}. */
final class PriceReader {
  private static final String AMOUNT = "digits with a point, in quotes, such as \"1.49\"";
  private static final String LINK = "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*";

  private final Problems problems;
  private final Names skus;
  private final Path home;
  private final Map<String, Place> priced = new HashMap<>();

  private static final String BY_FIXTURE = "fixture";
  private static final List<String> SWITCHES = List.of("together", BY_FIXTURE);

  /**
   * @param home where the site file is: its own paths start there
   */
  PriceReader(Problems problems, Names skus, Path home) {
    this.problems = problems;
    this.skus = skus;
    this.home = home;
  }

  /** The prices of a site file that has some, or null after a problem. */
  SiteFile.@Nullable Prices prices(Section top) {
    Optional<Section> found = top.section("prices", "the prices");
    if (found.isEmpty()) {
      return null;
    }
    Section section = found.get();
    Word code = section.text("currency");
    PriceCurrency currency = PriceCurrency.of(code.text());
    if (currency == null && !code.text().isEmpty()) {
      problems.add(
          code.place(), code.quoted() + " is no currency", "three capital letters, such as EUR");
    }
    String note = section.has("note") ? section.text("note").text() : "";
    ChargeRule charge = ChargeRule.of(section.oneOf("charge", ChargeRule.words()));
    boolean byFixture = section.oneOf("switch", SWITCHES).equals(BY_FIXTURE);
    int early = section.has("early") ? section.integer("early", 0, 100).orElse(0) : 0;
    List<Price> list = new ArrayList<>();
    for (Section one : section.sections("list", "a price")) {
      Price price = price(one, currency);
      if (price != null) {
        list.add(price);
      }
    }
    section.end();
    return currency == null
        ? null
        : new SiteFile.Prices(currency, note, charge, byFixture, early, list);
  }

  private @Nullable Price price(Section section, @Nullable PriceCurrency currency) {
    Word sku = section.name("sku", Alphabet.NAME);
    skus.use(sku);
    Place first = sku.text().isEmpty() ? null : priced.putIfAbsent(sku.text(), sku.place());
    if (first != null) {
      problems.add(
          sku.place(),
          "the price of %s is there already, in line %d".formatted(sku.quoted(), first.line()),
          "delete one of the two");
    }
    String name = section.has("name") ? section.text("name").text() : "";
    long minor = amount(section, "price", currency);
    long was = section.has("was") ? amount(section, "was", currency) : 0;
    Price.Per per = section.has("unit_price") ? per(section, currency) : null;
    if (per == null && section.has("unit") && !section.has("unit_price")) {
      section.problem("unit", "a unit without a price for it", "add \"unit_price: …\"");
    }
    String note = section.has("note") ? section.text("note").text() : "";
    section.end();
    if (was > 0 && minor >= 0 && was <= minor) {
      section.problem(
          "was", "the price before is not above the price now", "a higher one, or none at all");
      return null;
    }
    return minor < 0 || was < 0 ? null : new Price(sku.text(), name, minor, was, per, note);
  }

  private Price.@Nullable Per per(Section section, @Nullable PriceCurrency currency) {
    long minor = amount(section, "unit_price", currency);
    String word = section.has("unit") ? section.oneOf("unit", Measure.words()) : "";
    if (word.isEmpty()) {
      section.problem(
          "unit_price",
          "nothing says what this price is for",
          "add \"unit: …\": " + Words.choices(Measure.words()));
    }
    Measure measure = Objects.requireNonNullElse(Measure.of(word), Measure.PIECE);
    return minor < 0 ? null : new Price.Per(minor, measure);
  }

  /** Minor units, or -1 after a problem. */
  private long amount(Section section, String key, @Nullable PriceCurrency currency) {
    Word word = section.text(key);
    if (word.text().isEmpty()) {
      return -1;
    }
    if (!word.text().matches("[0-9]{1,9}([.][0-9]{1,3})?")) {
      problems.add(word.place(), word.quoted() + " is no price", AMOUNT);
      return -1;
    }
    OptionalLong minor = currency == null ? OptionalLong.empty() : currency.minor(word.text());
    if (minor.isEmpty() && currency != null) {
      problems.add(
          word.place(),
          "%s has more decimals than %s".formatted(word.quoted(), currency.code()),
          "at most " + currency.decimals());
    }
    return minor.orElse(-1);
  }

  /** How labels look, or null after a problem. */
  SiteFile.@Nullable Labels labels(Section top) {
    Optional<Section> found = top.section("labels", "the labels");
    if (found.isEmpty()) {
      return null;
    }
    Section section = found.get();
    if (!top.has("prices")) {
      section.problem("language", "there are labels but no prices", "add \"prices: …\"");
    }
    Word language = section.name("language", Alphabet.TOPIC);
    Word folder = section.has("folder") ? section.text("folder") : null;
    Path path = folder == null || folder.text().isEmpty() ? null : home.resolve(folder.text());
    if (path != null && !Files.isDirectory(path)) {
      section.problem(
          "folder",
          Words.quoted(path.toString()) + " is not there, or this user cannot see it",
          "a folder beside the site file with templates, words and fonts");
    }
    Word link = section.has("link") ? section.text("link") : null;
    if (link != null && !link.text().isEmpty() && !link.text().matches(LINK)) {
      problems.add(link.place(), link.quoted() + " is no address", "\"https://id.gs1.org\"");
    }
    section.end();
    return new SiteFile.Labels(
        language.text(), path, link == null || link.text().isEmpty() ? LabelText.GS1 : link.text());
  }
}
