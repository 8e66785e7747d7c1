package io.shelfkeeper.agent.core.labels;

import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import java.util.Locale;

/**
 * What one label says. Everything is ready to be drawn; what does not apply is empty.
 *
 * @param whole units of the price, large
 * @param decimal between units and cents
 * @param cents small; empty for currencies without
 * @param was the price before
 * @param link what the square code says
 */
public record LabelText(
    String name,
    String whole,
    String decimal,
    String cents,
    String sign,
    String was,
    String unitPrice,
    String note,
    String offer,
    String sku,
    String gtin,
    String link) {

  private static final String NO_PRICE = "\u2013";

  /** Where square codes lead if the shop has no address of its own. */
  public static final String GS1 = "https://id.gs1.org";

  /**
   * What the site says of a product.
   *
   * @param gtin 8 to 14 digits, or empty
   */
  public record Product(String sku, String name, String gtin) {}

  /**
   * @param note the list's own, for prices without one
   * @param host an address without a slash at its end, such as {@link #GS1}
   */
  public static LabelText of(
      Product product,
      Price price,
      PriceCurrency currency,
      String note,
      LabelWords words,
      String host) {
    String cents = LabelWords.cents(price.minor(), currency);
    return new LabelText(
        together(price.name().isEmpty() ? product.name() : price.name()),
        words.whole(price.minor(), currency),
        cents.isEmpty() ? "" : words.decimal(),
        cents,
        currency.sign(),
        price.isOffer() ? words.money(price.wasMinor(), currency) : "",
        unitPrice(price, currency, words),
        price.note().isEmpty() ? note : price.note(),
        price.isOffer() ? words.offer() : "",
        product.sku(),
        product.gtin(),
        product.gtin().isEmpty() ? "" : link(host, product.gtin()));
  }

  /**
   * Of a product that has no price: a dash, so that nobody takes the label for a forgotten one.
   *
   * @param host an address without a slash at its end
   */
  public static LabelText withoutPrice(Product product, String host) {
    return new LabelText(
        together(product.name()),
        NO_PRICE,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        product.sku(),
        product.gtin(),
        product.gtin().isEmpty() ? "" : link(host, product.gtin()));
  }

  /** A measure stays on the line of its number. */
  private static String together(String name) {
    return name.replaceAll("(?<=[0-9\u0660-\u0669]) (?=\\S{1,4}( |$))", "\u00A0");
  }

  private static String unitPrice(Price price, PriceCurrency currency, LabelWords words) {
    Price.Per per = price.per();
    if (per == null) {
      return "";
    }
    String measure = words.measures().getOrDefault(per.measure(), per.measure().word());
    return words
        .unitPrice()
        .replace("{money}", words.money(per.minor(), currency))
        .replace("{measure}", measure);
  }

  /**
   * GS1 Digital Link. Scheme and host may be in capitals, and a code of capitals and digits is a
   * third smaller: that is a size more for each of its squares.
   */
  private static String link(String host, String gtin) {
    String path = "/01/" + "0".repeat(14 - gtin.length()) + gtin;
    boolean hostAlone = host.indexOf('/', host.indexOf("//") + 2) < 0;
    return (hostAlone ? host.toUpperCase(Locale.ROOT) : host) + path;
  }

  /** Whether it is an offer. */
  public boolean isOffer() {
    return !was.isEmpty();
  }

  /** All that has to be drawn with letters, one after the other. */
  public String letters() {
    return String.join(
        " ", name, whole, decimal, cents, sign, was, unitPrice, note, offer, sku, gtin);
  }
}
