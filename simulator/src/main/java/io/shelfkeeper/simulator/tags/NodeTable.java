package io.shelfkeeper.simulator.tags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a node keeps for tags: one entry for each, 250 in all. */
final class NodeTable {
  private static final int PLACES = 250;

  private final Map<Long, Entry> entries = new LinkedHashMap<>();

  /**
   * @param minutes left; at 1 the next minute takes it out
   */
  private record Entry(Offer offer, int minutes) {}

  /**
   * Takes an entry; a second one for the same tag replaces the first.
   *
   * @param minutes how long it stays; 0 is not kept
   * @return false if there is no place for it
   */
  boolean put(long tag, Offer offer, int minutes) {
    if (!entries.containsKey(tag) && entries.size() >= PLACES) {
      return false;
    }
    if (minutes == 0) {
      entries.remove(tag);
    } else {
      entries.put(tag, new Entry(offer, minutes));
    }
    return true;
  }

  void remove(long tag) {
    entries.remove(tag);
  }

  void clear() {
    entries.clear();
  }

  boolean has(long tag) {
    return entries.containsKey(tag);
  }

  /** What is there for a tag; nothing if it has no entry. */
  Offer offer(long tag) {
    Entry entry = entries.get(tag);
    return entry == null ? Offer.NOTHING : entry.offer;
  }

  /** How many entries have something to fetch, or have not. */
  long count(boolean withData) {
    return entries.values().stream().filter(one -> (one.offer.type() != 0) == withData).count();
  }

  /** A minute is over; gives the tags whose entry ended and had something to fetch. */
  List<Long> minute() {
    List<Long> ended = new ArrayList<>();
    for (var place : List.copyOf(entries.entrySet())) {
      Entry entry = place.getValue();
      if (entry.minutes > 1) {
        entries.put(place.getKey(), new Entry(entry.offer.aged(), entry.minutes - 1));
        continue;
      }
      entries.remove(place.getKey());
      if (entry.offer.type() != 0) {
        ended.add(place.getKey());
      }
    }
    return ended;
  }
}
