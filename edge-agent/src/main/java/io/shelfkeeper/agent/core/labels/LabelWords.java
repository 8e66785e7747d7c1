package io.shelfkeeper.agent.core.labels;

import io.shelfkeeper.agent.core.money.Measure;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import java.util.Map;

/**
 * How labels speak in one language.
 *
 * @param rightToLeft whether people read to the left: the whole label is mirrored then
 * @param decimal what stands between units and cents
 * @param group what stands between thousands, may be empty
 * @param signFirst whether the currency's sign stands before the amount
 * @param signGap whether a gap stands between them
 * @param offer the word for an offer
 * @param unitPrice a sentence with {@code {money}} and {@code {measure}} in it
 * @param measures the word for each
 */
public record LabelWords(
    boolean rightToLeft,
    String decimal,
    String group,
    boolean signFirst,
    boolean signGap,
    String offer,
    String unitPrice,
    Map<Measure, String> measures) {
  public LabelWords {
    measures = Map.copyOf(measures);
  }

  /** Whole units with their thousands apart. */
  String whole(long minor, PriceCurrency currency) {
    String digits = Long.toString(minor / currency.perUnit());
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        whole.append(group);
      }
      whole.append(digits.charAt(i));
    }
    return whole.toString();
  }

  /** The decimals of an amount; empty if its currency has none. */
  static String cents(long minor, PriceCurrency currency) {
    if (currency.decimals() == 0) {
      return "";
    }
    String cents = Long.toString(minor % currency.perUnit());
    return "0".repeat(currency.decimals() - cents.length()) + cents;
  }

  /** An amount with its sign, as it stands in a sentence. */
  public String money(long minor, PriceCurrency currency) {
    String cents = cents(minor, currency);
    String amount = whole(minor, currency) + (cents.isEmpty() ? "" : decimal + cents);
    String gap = signGap ? "\u00A0" : "";
    String money = signFirst ? currency.sign() + gap + amount : amount + gap + currency.sign();
    // Without a mark a line that runs to the left would pull the sign to the other side.
    return rightToLeft ? "\u2066" + money + "\u2069" : money;
  }
}
