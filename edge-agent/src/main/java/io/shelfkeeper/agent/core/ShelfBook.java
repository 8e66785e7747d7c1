package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Priced;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.money.Charge;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.stock.Demand;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stock engine's books: a movement, the state of its shelf and the row for the backend
 * always go into one transaction. Never takes a count for known that no sensor has confirmed since
 * the start, or that was lost with a damaged journal.
 */
final class ShelfBook {
  /** Before the name of a shelf: the key of its state. */
  static final String STOCK = "stock/";

  private static final String LEVELS = "levels";
  private static final String DEMAND = "demand";
  private static final String RESTOCK = "restock";
  private static final int COUNT_MAX = 10_000;

  private final Outbox outbox;
  private final Pricing pricing;
  private final StockEngine engine;
  private final CellBook cells;
  private final WeightBook weights;
  private final Levels levels;
  private final Demand demand = new Demand();
  private final Restocking restocking = new Restocking();
  private final Uncounted uncounted = new Uncounted();
  private final Map<String, Set<String>> baysOfShelf = new LinkedHashMap<>();
  private final List<String> bays;
  private final List<Told> told = new ArrayList<>();
  private final Set<String> savedOnce = new HashSet<>();
  private final Set<String> knownBays = new HashSet<>();

  /** What the engine said during one step; its counts are complete only after it. */
  private record Told(String id, StockSink.Moved moved) {}

  /** What a package costs whoever takes it. */
  interface Pricing {
    @Nullable Charge of(String bay, String sku);
  }

  ShelfBook(AgentSetup setup, Outbox outbox, Pricing pricing) {
    this.pricing = pricing;
    this.outbox = outbox;
    engine = new StockEngine(setup.stock());
    cells = new CellBook(setup.stock(), engine);
    weights = new WeightBook(engine.catalogue());
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
    cells.restore(states, out);
    weights.restore(states, out);
    for (String shelf : engine.shelves()) {
      byte[] state = states.get(STOCK + shelf);
      if (state != null) {
        restore(shelf, state, out);
      }
    }
    restore(
        states.get(LEVELS),
        levels::restore,
        "What was said about low stock cannot be read and may be said again: ",
        out);
    restore(
        states.get(Uncounted.STATE),
        uncounted::restore,
        "Which goods nobody has counted since the journal was damaged cannot be read; count all: ",
        out);
    restore(
        states.get(DEMAND),
        demand::restore,
        "How fast goods leave cannot be read and is watched anew: ",
        out);
    restore(
        states.get(RESTOCK),
        restocking::restore,
        "The restocking that was under way cannot be read and has to begin anew: ",
        out);
  }

  private static void restore(
      byte @Nullable [] state, Consumer<byte[]> into, String what, Effects out) {
    if (state == null) {
      return;
    }
    try {
      into.accept(state);
    } catch (StateReader.Unreadable e) {
      say(out, what, e);
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

  /** The counts of the site file are all that is left, and nobody knows whether they hold. */
  void loseCounts(Effects out) {
    uncounted.lose(engine.counts());
    out.add(new Effect.SaveState(Uncounted.STATE, uncounted.state()));
  }

  private boolean known(String bay) {
    return engine.known(bay) && !uncounted.holds(bay);
  }

  void sample(int cell, long nanos, double grams, byte quality) {
    cells.sample(cell, nanos, grams, quality, this::moved);
  }

  void gap(int cell, Moment now) {
    engine.gap(cell, now.nanos());
  }

  private String moved(StockSink.Moved moved) {
    String id = outbox.newId();
    told.add(new Told(id, moved));
    cells.moved(moved.shelf());
    demand.moved(moved.reason(), moved.items());
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
    saveChanged(out);
  }

  private void saveChanged(Effects out) {
    for (String shelf : engine.shelves()) {
      if (engine.takeChanged(shelf)) {
        save(shelf, out);
      }
    }
  }

  /**
   * Takes over what a person counted, as one more movement: whoever adds up our events comes to the
   * same number. Also told when it changes nothing, because then somebody has confirmed it. Where
   * the scale is known to be dead nobody else can count: what it shows later is compared with this.
   */
  StaffAnswer counted(Moment now, StaffRequest.CountGoods counted, Faults faults, Effects out) {
    conclude(now, out);
    List<Count> meant =
        engine.counts().stream()
            .filter(count -> count.isMeantBy(counted.bay(), counted.sku()))
            .toList();
    if (meant.size() != 1) {
      return StaffAnswer.refused(which(counted, here(counted.bay())));
    }
    if (counted.count() < 0 || counted.count() > COUNT_MAX) {
      return StaffAnswer.refused("A count is 0 to " + COUNT_MAX + ".");
    }
    boolean dead = engine.deaf(counted.bay()) && cells.of(counted.bay()).anyMatch(faults::blinds);
    if (!dead && !engine.calm(counted.bay(), now.nanos())) {
      return StaffAnswer.later(
          "Something moves at bay %s, or its scale is not heard: what happens there now would be counted twice. Check its scale with \"status\"."
              .formatted(counted.bay()));
    }
    if (dead && cells.of(counted.bay()).distinct().count() > 1) {
      return StaffAnswer.refused(
          "Bay %s stands on several cells, and not all of them are heard: nobody could say on which of them the goods are, and what they show later would be told as goods once more. Mend its scale, see \"status\", then count again."
              .formatted(counted.bay()));
    }
    Count before = meant.getFirst();
    int delta = engine.counted(before.bay(), before.sku(), counted.count());
    if (uncounted.counted(before.bay(), before.sku())) {
      out.add(new Effect.SaveState(Uncounted.STATE, uncounted.state()));
    }
    List<Item> items =
        delta == 0 ? List.of() : List.of(new Item(before.bay(), before.sku(), delta));
    outbox.append(
        now,
        new Fact.StockMoved(
            engine.shelf(before.bay()),
            items,
            Reason.COUNTED,
            1,
            Double.NaN,
            List.of(),
            here(before.bay()),
            null),
        out);
    saveChanged(out);
    return StaffAnswer.done(
        "Bay %s holds %d of %s; %d were believed to be there."
            .formatted(before.bay(), counted.count(), before.sku(), before.count()));
  }

  /** Carries a step of a calibration out, and writes down what is believed of its cell now. */
  StaffAnswer calibrate(
      Moment now, StaffRequest.Calibrate request, Effects out, Consumer<Fact> say) {
    StaffAnswer answer = cells.answer(now, request, out, say);
    saveChanged(out);
    return answer;
  }

  /** A delivery begins to be put up. */
  StaffAnswer beginRestock(Moment now, StaffRequest.BeginRestock begin, Effects out) {
    conclude(now, out);
    return saved(restocking.begin(begin, engine.counts()), out);
  }

  /** A delivery is put up. */
  /** Whether goods are to be put up in a bay. */
  boolean isRestocked(String bay) {
    return restocking.isIn(bay);
  }

  StaffAnswer endRestock(Moment now, Effects out) {
    conclude(now, out);
    return saved(restocking.end(engine.counts(), fact -> outbox.append(now, fact, out)), out);
  }

  private StaffAnswer saved(StaffAnswer answer, Effects out) {
    if (answer.outcome() == StaffAnswer.Outcome.DONE) {
      out.add(new Effect.SaveState(RESTOCK, restocking.state()));
    }
    return answer;
  }

  private List<Count> here(String bay) {
    return engine.counts().stream().filter(count -> count.bay().equals(bay)).toList();
  }

  private static String which(StaffRequest.CountGoods counted, List<Count> here) {
    if (here.isEmpty()) {
      return "No product is planned in a bay %s. Check its name with \"status\"."
          .formatted(counted.bay());
    }
    String skus = String.join(", ", here.stream().map(Count::sku).toList());
    return counted.sku().isEmpty()
        ? "Bay %s holds several products: say which one with --sku. There are %s."
            .formatted(counted.bay(), skus)
        : "%s is not planned in bay %s. There are %s."
            .formatted(counted.sku(), counted.bay(), skus);
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
        moved.corrects(),
        charges(moved));
  }

  /** Of what shoppers moved. */
  private List<Priced> charges(StockSink.Moved moved) {
    boolean shopper =
        switch (moved.reason()) {
          case TAKEN, PUT_BACK, CORRECTED, CHANGED_OFFLINE -> true;
          case RESTOCKED, MISPLACED, COUNTED -> false;
        };
    List<Priced> charges = new ArrayList<>();
    for (Item item : shopper ? moved.items() : List.<Item>of()) {
      Charge charge = pricing.of(item.bay(), item.sku());
      if (charge != null) {
        charges.add(new Priced(item.bay(), item.sku(), charge));
      }
    }
    return charges;
  }

  /**
   * Leaves the books as the next start needs them, whose bays hold other goods. What the planogram
   * moves is unknown until somebody counts it; shelves that it touches begin from counts alone.
   *
   * @param skus of each bay, as it will be
   * @param apply hears what goods are left and which bays change
   */
  void replan(
      Map<String, List<String>> skus, Effects out, BiConsumer<List<Count>, List<String>> apply) {
    List<Count> counts = engine.counts();
    List<String> changed = bays.stream().filter(bay -> !now(bay).equals(next(bay, skus))).toList();
    apply.accept(
        counts.stream().filter(count -> next(count.bay(), skus).contains(count.sku())).toList(),
        changed);
    uncounted.replan(skus, changed);
    out.add(new Effect.SaveState(Uncounted.STATE, uncounted.state()));
    changed.stream()
        .map(engine::shelf)
        .distinct()
        .forEach(shelf -> out.add(new Effect.DropState(STOCK + shelf)));
  }

  private Set<String> now(String bay) {
    return Set.copyOf(here(bay).stream().map(Count::sku).toList());
  }

  private static Set<String> next(String bay, Map<String, List<String>> skus) {
    return Set.copyOf(skus.getOrDefault(bay, List.of()));
  }

  CellBook cells() {
    return cells;
  }

  WeightBook weights() {
    return weights;
  }

  /** Once a second: low stock, and what has to be saved for the first time. */
  void tick(Moment now, Effects out) {
    engine.tick(now.nanos(), this::moved);
    conclude(now, out);
    demand.tick(now);
    levels.look(
        now,
        engine.counts(),
        this::known,
        demand::hoursLeft,
        fact -> outbox.append(now, fact, out));
    if (levels.takeChanged()) {
      out.add(new Effect.SaveState(LEVELS, levels.state()));
    }
    for (String shelf : engine.shelves()) {
      if (!savedOnce.contains(shelf) && engine.settled(shelf)) {
        // Until now only the site file's counts speak for it; what is taken while we are dead must
        // be measured against what we saw.
        save(shelf, out);
      }
    }
  }

  /** Saves levels that have drifted, in the company of telemetry. */
  void saveDrifted(Effects out) {
    cells.saveDrifted(out);
    weights.save(out);
    out.add(new Effect.SaveState(DEMAND, demand.state()));
    for (String shelf : engine.shelves()) {
      if (engine.drifted(shelf)) {
        save(shelf, out);
      }
    }
  }

  /** Saves every shelf that was seen. */
  void saveAll(Effects out) {
    weights.save(out);
    for (String shelf : engine.shelves()) {
      if (engine.settled(shelf)) {
        save(shelf, out);
      }
    }
  }

  private void save(String shelf, Effects out) {
    savedOnce.add(shelf);
    out.add(new Effect.SaveState(STOCK + shelf, engine.state(shelf)));
  }

  /** Whether a bay became known or unknown since the last call. */
  boolean takeKnownChanged() {
    Set<String> known = new HashSet<>();
    bays.stream().filter(this::known).forEach(known::add);
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
              bay, known(bay), engine.grams(bay), counts.getOrDefault(bay, List.of())));
    }
    return new StateReport(outbox.incarnation(), outbox.boot(), now, outbox.asOf(), all);
  }

  /** How long the goods will last, where that can be said. */
  List<Status.Lasts> lasts() {
    List<Status.Lasts> lasts = new ArrayList<>();
    for (Count count : engine.counts()) {
      double hours = demand.hoursLeft(count);
      if (Double.isFinite(hours)) {
        lasts.add(new Status.Lasts(count.bay(), count.sku(), hours));
      }
    }
    return lasts;
  }

  /** Weight and belief of each bay that is known. */
  List<Fact> measured() {
    Map<String, List<Count>> counts = countsByBay();
    List<Fact> facts = new ArrayList<>();
    for (String bay : bays) {
      if (known(bay)) {
        List<Count> here = counts.getOrDefault(bay, List.of());
        facts.add(new Fact.BayMeasured(bay, engine.grams(bay), net(bay), here));
      }
    }
    return facts;
  }

  /** What lies in a bay; not a number if nobody has said what its empty cells show. */
  private double net(String bay) {
    return engine.grams(bay) - cells.zero(bay);
  }

  private Map<String, List<Count>> countsByBay() {
    Map<String, List<Count>> byBay = new LinkedHashMap<>();
    for (Count count : engine.counts()) {
      byBay.computeIfAbsent(count.bay(), bay -> new ArrayList<>()).add(count);
    }
    return byBay;
  }
}
