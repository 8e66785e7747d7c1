package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Fact;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The orders that were judged, by id, with the bytes they had and how they ended. Never forgets a
 * burned one before the journal does: an id that the journal knows cannot be burned again.
 */
final class OrderBook {
  /** More than the journal keeps, which is 5,000. */
  static final int BURNED_KEPT = 5_500;

  /** Refused ones: more than can come back while their challenge lives, if their issuer is sane. */
  static final int REFUSED_KEPT = 1_000;

  private final Map<String, Entry> burned = new LinkedHashMap<>();
  private final Map<String, Entry> refused = new LinkedHashMap<>();

  /**
   * @param digest SHA-256 of the bytes received, 64 hexadecimal digits
   * @param end how it ended, null while it is under way
   */
  record Entry(String digest, @Nullable Fact end) {}

  @Nullable Entry find(String order) {
    Entry entry = burned.get(order);
    return entry == null ? refused.get(order) : entry;
  }

  void burn(String order, String digest) {
    burned.put(order, new Entry(digest, null));
    trim(burned, BURNED_KEPT);
  }

  /** The outcome of a burned one. */
  void end(String order, Fact end) {
    burned.computeIfPresent(order, (id, entry) -> new Entry(entry.digest(), end));
  }

  /** One that nothing came of, and nothing will come of. */
  void refuse(String order, String digest, Fact end) {
    refused.put(order, new Entry(digest, end));
    trim(refused, REFUSED_KEPT);
  }

  private static void trim(Map<String, Entry> entries, int max) {
    Iterator<Entry> eldest = entries.values().iterator();
    while (entries.size() > max && eldest.hasNext()) {
      if (eldest.next().end() != null) {
        eldest.remove();
      }
    }
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
