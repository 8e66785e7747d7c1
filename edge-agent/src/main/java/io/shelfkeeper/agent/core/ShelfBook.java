package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.stock.Levels;
import io.shelfkeeper.agent.core.stock.StockEngine;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.stock.StockSink;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the stock engine's books: a movement, the state of its shelf and the row for the backend
 * always go into one transaction. Never takes a count for known that no sensor has confirmed since
 * the start.
 */
final class ShelfBook {
  private static final String STOCK = "stock/";
  private static final String LEVELS = "levels";

  private final Outbox outbox;
  private final StockEngine engine;
  private final Levels levels;
  private final Map<String, Set<String>> baysOfShelf = new LinkedHashMap<>();
  private final List<String> bays;
  private final List<Told> told = new ArrayList<>();
  private final Set<String> savedOnce = new HashSet<>();
  private final Set<String> knownBays = new HashSet<>();

  /** What the engine said during one step; its counts are complete only after it. */
  private record Told(String id, StockSink.Moved moved) {}

  ShelfBook(AgentSetup setup, Outbox outbox) {
    this.outbox = outbox;
    engine = new StockEngine(setup.stock());
    levels =
        new Levels(
            setup.lows().stream()
                .map(low -> new Levels.Threshold(low.bay(), low.sku(), low.threshold()))
                .toList());
    for (StockSetup.Placement placement : setup.stock().planogram()) {
      baysOfShelf
          .computeIfAbsent(placement.shelf(), shelf -> new LinkedHashSet<>())
          .add(placement.bay());
    }
    bays = baysOfShelf.values().stream().flatMap(Set::stream).distinct().toList();
  }

  /** Goes on from the states of the last run; what cannot be read is said and starts afresh. */
  void restore(Map<String, byte[]> states, Effects out) {
    for (String shelf : engine.shelves()) {
      byte[] state = states.get(STOCK + shelf);
      if (state != null) {
        restore(shelf, state, out);
      }
    }
    byte[] said = states.get(LEVELS);
    if (said != null) {
      try {
        levels.restore(said);
      } catch (StateReader.Unreadable e) {
        say(out, "What was said about low stock cannot be read and may be said again: ", e);
      }
    }
  }

  private void restore(String shelf, byte[] state, Effects out) {
    try {
      engine.restore(shelf, state);
    } catch (IllegalArgumentException e) {
      say(out, "Shelf " + shelf + " starts from the counts of the site file: ", e);
    }
  }

  private static void say(Effects out, String what, RuntimeException e) {
    out.add(
        new Effect.Notice(
            Effect.Notice.Level.WARNING,
            what + e.getMessage() + ". Check whether the planogram or the release was changed."));
  }

  void sample(int cell, long nanos, double grams, byte quality) {
    engine.sample(cell, nanos, grams, quality, this::moved);
  }

  void gap(int cell, Moment now) {
    engine.gap(cell, now.nanos());
  }

  private String moved(StockSink.Moved moved) {
    String id = outbox.newId();
    told.add(new Told(id, moved));
    return id;
  }

  /** Writes down what the engine concluded since the last call. */
  void conclude(Moment now, Effects out) {
    if (told.isEmpty()) {
      return;
    }
    List<Count> counts = engine.counts();
    for (Told one : told) {
      outbox.append(one.id, at(now, one.moved.nanos()), fact(one.moved, counts), out);
    }
    told.clear();
    for (String shelf : engine.shelves()) {
      if (engine.takeChanged(shelf)) {
        save(shelf, out);
      }
    }
  }

  /** The time of the last sample that was seen, with today's idea of the wall clock. */
  private static Moment at(Moment now, long nanos) {
    long sample = Math.min(nanos, now.nanos());
    long ago = (now.nanos() - sample) / Moment.NANOS_PER_MILLI;
    return new Moment(now.wallMillis() - ago, sample, now.clock());
  }

  private Fact fact(StockSink.Moved moved, List<Count> counts) {
    boolean foreign =
        !moved.items().isEmpty()
            && moved.items().stream().allMatch(item -> item.sku().equals(Item.UNKNOWN));
    if (foreign && moved.corrects() == null) {
      return new Fact.WeightUnexplained(moved.shelf(), moved.grams(), moved.confidence());
    }
    Set<String> touched = new HashSet<>();
    moved.items().forEach(item -> touched.add(item.bay()));
    if (touched.isEmpty()) {
      touched.addAll(baysOfShelf.getOrDefault(moved.shelf(), Set.of()));
    }
    return new Fact.StockMoved(
        moved.shelf(),
        moved.items(),
        moved.reason(),
        moved.confidence(),
        moved.grams(),
        moved.best(),
        counts.stream().filter(count -> touched.contains(count.bay())).toList(),
        moved.corrects());
  }

  /** Once a second: low stock, and what has to be saved for the first time. */
  void tick(Moment now, Effects out) {
    engine.tick(now.nanos(), this::moved);
    conclude(now, out);
    levels.look(now, engine.counts(), engine::known, fact -> outbox.append(now, fact, out));
    if (levels.takeChanged()) {
      out.add(new Effect.SaveState(LEVELS, levels.state()));
    }
    for (String shelf : engine.shelves()) {
      if (!savedOnce.contains(shelf) && isKnown(shelf)) {
        // Until now only the site file's counts speak for it; what is taken while we are dead must
        // be measured against what we saw.
        save(shelf, out);
      }
    }
  }

  /** Saves levels that have drifted, in the company of telemetry. */
  void saveDrifted(Effects out) {
    for (String shelf : engine.shelves()) {
      if (engine.drifted(shelf)) {
        save(shelf, out);
      }
    }
  }

  /** Saves every shelf that was seen. */
  void saveAll(Effects out) {
    for (String shelf : engine.shelves()) {
      if (isKnown(shelf)) {
        save(shelf, out);
      }
    }
  }

  private void save(String shelf, Effects out) {
    savedOnce.add(shelf);
    out.add(new Effect.SaveState(STOCK + shelf, engine.state(shelf)));
  }

  private boolean isKnown(String shelf) {
    return baysOfShelf.getOrDefault(shelf, Set.of()).stream().allMatch(engine::known);
  }

  /** Whether a bay became known or unknown since the last call. */
  boolean takeKnownChanged() {
    Set<String> known = new HashSet<>();
    bays.stream().filter(engine::known).forEach(known::add);
    boolean changed = !known.equals(knownBays);
    knownBays.clear();
    knownBays.addAll(known);
    return changed;
  }

  /** The complete stock. */
  StateReport report(Moment now) {
    Map<String, List<Count>> counts = countsByBay();
    List<StateReport.Bay> all = new ArrayList<>();
    for (String bay : bays) {
      all.add(
          new StateReport.Bay(
              bay, engine.known(bay), engine.grams(bay), counts.getOrDefault(bay, List.of())));
    }
    return new StateReport(outbox.incarnation(), outbox.boot(), now, outbox.asOf(), all);
  }

  /** Weight and belief of each bay that is known. */
  List<Fact> measured() {
    Map<String, List<Count>> counts = countsByBay();
    List<Fact> facts = new ArrayList<>();
    for (String bay : bays) {
      if (engine.known(bay)) {
        List<Count> here = counts.getOrDefault(bay, List.of());
        facts.add(new Fact.BayMeasured(bay, engine.grams(bay), here));
      }
    }
    return facts;
  }

  private Map<String, List<Count>> countsByBay() {
    Map<String, List<Count>> byBay = new LinkedHashMap<>();
    for (Count count : engine.counts()) {
      byBay.computeIfAbsent(count.bay(), bay -> new ArrayList<>()).add(count);
    }
    return byBay;
  }
}
