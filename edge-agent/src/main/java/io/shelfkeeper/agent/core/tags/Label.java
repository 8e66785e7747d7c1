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
 * @param minor the price on it
 * @param currency of the price, ISO 4217
 */
public record Label(long hash, long version, long minor, String currency) {
  private static final String JOB = "[0-9a-f]{16}/[0-9]{1,18}/[0-9]{1,15}/[A-Z]{3}";

  /** The hash as messages spell it: 16 hexadecimal digits. */
  public String word() {
    return HexFormat.of().toHexDigits(hash);
  }

  /** The price on it. */
  Amount price() {
    return new Amount(minor, currency, version);
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
