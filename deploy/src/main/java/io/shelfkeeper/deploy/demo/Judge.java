package io.shelfkeeper.deploy.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what happened at the shelves with what the backend was told. Knows only the simulator's
 * truth and the ledger; never asks the agent.
 *
 * <p>Moves at one bay that nobody could tell apart are one <em>stroke</em>: hands that meet within
 * a few seconds, and everything while no agent was there to look. Of a stroke only the sum counts.
 * Strokes must stand in the ledger in their order, each as one row or as several.
 */
public final class Judge {
  /** Hands that follow each other faster than this may be seen as one. */
  static final long ONE_STROKE_MILLIS = 4000;

  private final List<Span> blind;

  /**
   * @param blind when no agent was looking
   */
  public Judge(List<Span> blind) {
    this.blind = List.copyOf(blind);
  }

  public Verdict judge(
      List<Move> truth,
      List<Move> ledger,
      Map<Move.Place, Integer> onTheShelf,
      Map<Move.Place, Integer> inTheBackend) {
    Map<Move.Place, List<Move>> happened = byPlace(truth);
    Map<Move.Place, List<Move>> told = byPlace(ledger);
    int acknowledged = 0;
    int lost = 0;
    int duplicated = 0;
    List<Delay> delays = new ArrayList<>();
    for (Move.Place place : union(happened, told)) {
      Alignment best =
          Alignment.of(
              strokes(happened.getOrDefault(place, List.of())),
              told.getOrDefault(place, List.of()));
      for (Alignment.Delays d = best.delays(); d != null; d = d.before()) {
        delays.add(d.delay());
      }
      acknowledged += best.accounted();
      lost += best.lost();
      duplicated += best.duplicated();
    }
    return new Verdict(
        truth.size(),
        acknowledged,
        lost,
        duplicated,
        differences(onTheShelf, inTheBackend),
        delays);
  }

  /** Moves of one place, gathered to what can be told apart. */
  private List<Stroke> strokes(List<Move> moves) {
    List<Stroke> strokes = new ArrayList<>();
    Move before = null;
    for (Move move : moves) {
      if (before != null && inseparable(before, move)) {
        strokes.add(strokes.removeLast().and(move));
      } else {
        strokes.add(Stroke.of(move));
      }
      before = move;
    }
    return strokes;
  }

  private boolean inseparable(Move first, Move second) {
    if (second.atMillis() - first.atMillis() < ONE_STROKE_MILLIS) {
      return true;
    }
    return blind.stream()
        .anyMatch(span -> span.holds(first.atMillis()) && span.holds(second.atMillis()));
  }

  private static List<String> differences(
      Map<Move.Place, Integer> shelf, Map<Move.Place, Integer> backend) {
    List<String> differences = new ArrayList<>();
    for (Move.Place place : union(shelf, backend)) {
      int there = shelf.getOrDefault(place, 0);
      int believed = backend.getOrDefault(place, 0);
      if (there != believed) {
        differences.add(
            "bay %s: %d of %s on the shelf, %d in the backend"
                .formatted(place.bay(), there, place.sku(), believed));
      }
    }
    return differences;
  }

  private static Map<Move.Place, List<Move>> byPlace(List<Move> moves) {
    return moves.stream()
        .collect(Collectors.groupingBy(Move::place, LinkedHashMap::new, Collectors.toList()));
  }

  private static List<Move.Place> union(Map<Move.Place, ?> one, Map<Move.Place, ?> other) {
    TreeSet<Move.Place> places =
        new TreeSet<>(
            java.util.Comparator.comparing(Move.Place::bay).thenComparing(Move.Place::sku));
    places.addAll(one.keySet());
    places.addAll(other.keySet());
    return List.copyOf(places);
  }
}
