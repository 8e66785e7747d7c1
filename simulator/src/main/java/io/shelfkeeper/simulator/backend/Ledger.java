package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a backend must know of one device, and the rules by which it takes events. Pure: the same
 * events give the same ledger, so that a restart only has to read them again.
 *
 * <ul>
 *   <li>Within (incarnation, lane) numbers are taken in order. One that was taken before is a
 *       repeat; one behind a gap is not taken, and the device sends it again.
 *   <li>An id that was taken before, under whatever number, is a repeat too: its number counts, its
 *       content does not.
 *   <li>An event that says that rows were dropped stands for all their numbers: they are reported
 *       as lost, and no gap.
 *   <li>A state replaces the stock. Movements up to its {@code as_of} are in it already.
 *   <li>Bays that a planogram changes are counted from nothing.
 *   <li>An event that corrects another replaces that one's items.
 * </ul>
 */
final class Ledger {
  /** A place in a lane, with the event that stands there. */
  record Mark(long seq, String id) {
    static final Mark NONE = new Mark(0, "");
  }

  /** A product at a bay. */
  record Place(String bay, String sku) {}

  /** What became of an event. */
  enum Taken {
    NEW,
    REPEAT,
    GAP
  }

  private final Map<String, Map<String, Mark>> marks = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<Place, Integer> stock = new LinkedHashMap<>();
  private final Map<String, Map<Place, Integer>> movements = new HashMap<>();
  private @Nullable String incarnation;
  private long asOf;
  private int repeats;
  private long lost;

  /** A device has connected, with this journal. */
  void born(String nowIncarnation) {
    if (!nowIncarnation.equals(incarnation)) {
      incarnation = nowIncarnation;
      // Until the first state of the new count has come nothing of it changes the stock.
      asOf = Long.MAX_VALUE;
    }
  }

  /** How far a lane has come; NONE for one that was never seen. */
  Mark mark(String ofIncarnation, String lane) {
    return marks.getOrDefault(ofIncarnation, Map.of()).getOrDefault(lane, Mark.NONE);
  }

  /** The journal that the device has now, null before its first message. */
  @Nullable String incarnation() {
    return incarnation;
  }

  int repeats() {
    return repeats;
  }

  /** Events that the device says it had to drop. */
  long lost() {
    return lost;
  }

  Taken take(Event event) {
    Map<String, Mark> lanes = marks.computeIfAbsent(event.incarnation(), key -> new TreeMap<>());
    Mark before = lanes.getOrDefault(event.lane(), Mark.NONE);
    if (event.seq() <= before.seq()) {
      repeats++;
      return Taken.REPEAT;
    }
    if (event.first() > before.seq() + 1) {
      return Taken.GAP;
    }
    lanes.put(event.lane(), new Mark(event.seq(), event.id()));
    if (event.type().equals(Event.DROPPED)) {
      lost += event.seq() - before.seq();
    }
    if (!ids.add(event.id())) {
      repeats++;
      return Taken.REPEAT;
    }
    if (event.type().equals(Event.MOVED)) {
      move(event);
    }
    if (event.type().equals(Event.PLANOGRAM)) {
      replan(event);
    }
    if (event.type().equals(Event.SALVAGED)
        && event.data().path("type").asText().equals(Event.MOVED)) {
      // Into the history, and not into the stock: the state of this incarnation has it.
      movements.put(event.id(), items(event.data().path("data").path("items"), "delta"));
    }
    return Taken.NEW;
  }

  private void replan(Event event) {
    if (counts(event)) {
      event.data().path("changed").forEach(bay -> empty(bay.asText()));
    }
  }

  private void empty(String bay) {
    stock.keySet().removeIf(place -> place.bay().equals(bay));
  }

  private boolean counts(Event event) {
    return event.incarnation().equals(incarnation) && event.seq() > asOf;
  }

  private void move(Event event) {
    Map<Place, Integer> items = items(event.data().path("items"), "delta");
    movements.put(event.id(), items);
    if (!counts(event)) {
      return;
    }
    items.forEach((place, delta) -> stock.merge(place, delta, Integer::sum));
    String corrected = event.data().path("corrects").asText("");
    if (!corrected.isEmpty()) {
      movements
          .getOrDefault(corrected, Map.of())
          .forEach((place, delta) -> stock.merge(place, -delta, Integer::sum));
      movements.put(corrected, Map.of());
    }
  }

  /**
   * Takes a complete state over.
   *
   * @return places at which the ledger had something else, with the difference
   */
  Map<Place, Integer> state(Event event) {
    Map<Place, Integer> differences = new LinkedHashMap<>();
    if (!event.incarnation().equals(incarnation)) {
      return differences;
    }
    Map<Place, Integer> told = new LinkedHashMap<>();
    event.data().path("bays").forEach(bay -> told.putAll(items(bay.path("counts"), "count")));
    long upTo = event.data().path("as_of").path("fact").asLong();
    long taken = mark(event.incarnation(), "fact").seq();
    if (taken > upTo) {
      // A state from before what we have: movements since then would be counted out.
      return differences;
    }
    if (taken == upTo) {
      told.forEach(
          (place, count) -> {
            int had = stock.getOrDefault(place, 0);
            if (had != count) {
              differences.put(place, count - had);
            }
          });
    }
    stock.clear();
    stock.putAll(told);
    asOf = upTo;
    return differences;
  }

  private static Map<Place, Integer> items(JsonNode list, String number) {
    Map<Place, Integer> items = new LinkedHashMap<>();
    for (JsonNode item : list) {
      if (!item.path("sku").asText().equals("?")) {
        items.merge(
            new Place(item.path("bay").asText(), item.path("sku").asText()),
            item.path(number).asInt(),
            Integer::sum);
      }
    }
    return items;
  }

  /** Packages by place, as told by the device alone. */
  Map<Place, Integer> stock() {
    return Map.copyOf(stock);
  }
}
