package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.money.Amount;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which label a tag shows or shall show. The same hash is the same picture, whatever list it came
 * from.
 *
 * @param hash of all that is on it and how it is drawn
 * @param version of the price list that it was drawn by, 0 for the site file's prices
 * @param minor the price on it, -1 if it says that there is none
 * @param currency of the price, ISO 4217; XXX without a price
 */
public record Label(long hash, long version, long minor, String currency) {
  /** Instead of a price: the product has none, and the label says so. */
  private static final long NO_PRICE = -1;

  /** ISO 4217 for no currency. */
  private static final String NO_CURRENCY = "XXX";

  private static final String JOB = "[0-9a-f]{16}/[0-9]{1,18}/(-1|[0-9]{1,15})/[A-Z]{3}";

  /** Of a product that has no price. */
  static Label withoutPrice(long hash, long version) {
    return new Label(hash, version, NO_PRICE, NO_CURRENCY);
  }

  /** Whether there is a price on it. */
  boolean hasPrice() {
    return minor != NO_PRICE;
  }

  /** The hash as messages spell it: 16 hexadecimal digits. */
  public String word() {
    return HexFormat.of().toHexDigits(hash);
  }

  /** The price on it, or null if it has none. */
  @Nullable Amount price() {
    return hasPrice() ? new Amount(minor, currency, version) : null;
  }

  /** Whether it is the same picture. */
  boolean looksLike(@Nullable Label other) {
    return other != null && other.hash == hash;
  }

  /**
   * The name of a job that sends it: says all of it, so that a confirmation needs no memory of who
   * sent what.
   */
  String job() {
    return word() + "/" + version + "/" + minor + "/" + currency;
  }

  /** The label of a job, or null if it is the name of none of ours. */
  static @Nullable Label ofJob(String job) {
    if (!job.matches(JOB)) {
      return null;
    }
    String[] parts = job.split("/", 4);
    return new Label(
        HexFormat.fromHexDigitsToLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        parts[3]);
  }

  void write(StateWriter out) {
    out.number(hash).number(version).number(minor).text(currency);
  }

  static Label read(StateReader in) {
    return new Label(in.number(), in.number(), in.number(), in.text().intern());
  }
}
