package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.money.PriceCurrency;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A price list as its manifest tells it.
 *
 * @param version from 1 on; only a higher one follows
 * @param activeFrom as the manifest says it
 * @param activeMillis the same by the wall clock, {@link #NOW} for a list that waits for nothing
 * @param parts hashes of its parts, in order
 */
record PricePlan(
    long version,
    String activeFrom,
    long activeMillis,
    String currency,
    String note,
    List<String> parts) {
  static final long NOW = 0;

  private static final String NOW_WORD = "now";
  private static final String TIME = "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}";

  PricePlan {
    parts = List.copyOf(parts);
  }

  /**
   * The plan of a manifest, or null if its time or its currency mean nothing.
   *
   * @param zone where its time is meant. What daylight saving skips begins at its end; of an hour
   *     that comes twice the first one is meant
   */
  static @Nullable PricePlan of(SignedPrices signed, String zone) {
    if (PriceCurrency.of(signed.currency()) == null) {
      return null;
    }
    long millis = NOW;
    if (!signed.activeFrom().equals(NOW_WORD)) {
      if (!signed.activeFrom().matches(TIME)) {
        return null;
      }
      try {
        millis =
            LocalDateTime.parse(signed.activeFrom())
                .atZone(ZoneId.of(zone))
                .toInstant()
                .toEpochMilli();
      } catch (DateTimeException e) {
        return null; // the 31st of a month that has 30
      }
    }
    return new PricePlan(
        signed.version(),
        signed.activeFrom(),
        millis,
        signed.currency(),
        signed.note(),
        signed.parts());
  }

  boolean isNow() {
    return activeMillis == NOW;
  }

  void write(StateWriter out) {
    out.number(version).text(activeFrom).number(activeMillis).text(currency).text(note);
    out.number(parts.size());
    parts.forEach(out::text);
  }

  static PricePlan read(StateReader in) {
    long version = in.number();
    String activeFrom = in.text();
    long activeMillis = in.number();
    String currency = in.text();
    String note = in.text();
    int count = in.count(SignedPrices.PARTS_MAX);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(in.text());
    }
    return new PricePlan(version, activeFrom, activeMillis, currency, note, parts);
  }
}
