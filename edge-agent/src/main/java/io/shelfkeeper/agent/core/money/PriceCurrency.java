package io.shelfkeeper.agent.core.money;

import java.util.Currency;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A currency.
 *
 * @param code three capital letters of ISO 4217
 * @param decimals how many decimals its minor unit makes, 0 to 3: 2 for EUR, 0 for JPY, 3 for KWD
 */
public record PriceCurrency(String code, int decimals) {
  /** No price is larger, so that sums of many of them stay far from overflow. */
  public static final long MINOR_MAX = 999_999_999_999L;

  private static final int DECIMALS_MAX = 3;

  /** Those that have a sign which people prefer to the code. */
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("EUR", "€"),
          Map.entry("USD", "$"),
          Map.entry("GBP", "£"),
          Map.entry("CNY", "¥"),
          Map.entry("JPY", "¥"),
          Map.entry("ILS", "₪"),
          Map.entry("INR", "₹"),
          Map.entry("KRW", "₩"),
          Map.entry("PLN", "zł"),
          Map.entry("CZK", "Kč"),
          Map.entry("HUF", "Ft"),
          Map.entry("SEK", "kr"),
          Map.entry("NOK", "kr"),
          Map.entry("DKK", "kr"),
          Map.entry("RUB", "₽"),
          Map.entry("UAH", "₴"),
          Map.entry("TRY", "₺"),
          Map.entry("VND", "₫"));

  /** The currency of a code, or null if there is none that prices can be in. */
  public static @Nullable PriceCurrency of(String code) {
    if (!code.matches("[A-Z]{3}")) {
      return null;
    }
    try {
      int decimals = Currency.getInstance(code).getDefaultFractionDigits();
      // Gold, and the code for "no currency", have no minor unit.
      return decimals < 0 || decimals > DECIMALS_MAX ? null : new PriceCurrency(code, decimals);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What stands beside an amount on a label: a sign where there is one, else the code. */
  public String sign() {
    return SIGNS.getOrDefault(code, code);
  }

  /** Minor units in one unit: 1, 10, 100 or 1,000. */
  public long perUnit() {
    long per = 1;
    for (int i = 0; i < decimals; i++) {
      per *= 10;
    }
    return per;
  }

  /** An amount in digits with a point, such as {@code 1.49}. */
  public String text(long minor) {
    String whole = Long.toString(minor / perUnit());
    if (decimals == 0) {
      return whole;
    }
    String cents = Long.toString(minor % perUnit());
    return whole + "." + "0".repeat(decimals - cents.length()) + cents;
  }

  /**
   * Minor units of an amount in digits with a point, such as {@code 1.49}. Empty if it is no amount
   * of this currency: it has other characters, too many decimals, or is too large.
   */
  public OptionalLong minor(String amount) {
    if (!amount.matches("[0-9]{1,12}([.][0-9]{1,3})?")) {
      return OptionalLong.empty();
    }
    int point = amount.indexOf('.');
    String whole = point < 0 ? amount : amount.substring(0, point);
    String fraction = point < 0 ? "" : amount.substring(point + 1);
    if (fraction.length() > decimals) {
      return OptionalLong.empty();
    }
    String digits = whole + fraction + "0".repeat(decimals - fraction.length());
    if (digits.length() > 15 || Long.parseLong(digits) > MINOR_MAX) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(digits));
  }
}
