package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backend as the contract wants it: a ledger in which each event stands once, marks that only
 * follow without gaps, and a stock from the last state and the movements after it.
 */
final class ModelBackend {
  /** What a backend keeps, and what a restored backup brings back. */
  static final class Books {
    final Map<String, Map<Lane, Mark>> marks = new HashMap<>();
    final Map<String, Fact> ledger = new LinkedHashMap<>();
    final Map<String, Integer> stock = new HashMap<>();
    @Nullable StateReport state;

    Books copy() {
      Books copy = new Books();
      marks.forEach((incarnation, lanes) -> copy.marks.put(incarnation, new EnumMap<>(lanes)));
      copy.ledger.putAll(ledger);
      copy.stock.putAll(stock);
      copy.state = state;
      return copy;
    }
  }

  private final ModelPayloads payloads;
  private final ModelIssuer issuer;
  private final Consumer<Input> downlink;
  private final Map<String, Integer> opening;

  /** By id, what was told and lost when it went back to a backup. */
  private final Map<String, Fact> forgotten = new HashMap<>();

  private final Chance chance;
  private final List<Input.Acknowledged> old = new ArrayList<>();

  /** Every event that any backend of this shop has ever taken. */
  final Set<String> everHad = new HashSet<>();

  final Set<String> lostByRestore = new HashSet<>();
  final Set<String> rejected = new HashSet<>();
  Books books = new Books();
  double rejects;

  /** Told of rows that the device had to drop. */
  BiConsumer<OutboxRow, Fact.Dropped> reported = (row, dropped) -> {};

  /** Called after each greeting of a device. */
  Runnable greeted = () -> {};

  ModelBackend(
      ModelPayloads payloads,
      Consumer<Input> downlink,
      Map<String, Integer> opening,
      ModelIssuer issuer,
      Chance chance) {
    this.payloads = payloads;
    this.issuer = issuer;
    this.downlink = downlink;
    this.opening = opening;
    this.chance = chance;
    books.stock.putAll(opening);
  }

  void receive(Object thing) {
    switch (thing) {
      case Effect.PublishBirth birth -> {
        Map<Lane, Mark> known = books.marks.getOrDefault(birth.incarnation(), Map.of());
        downlink.accept(
            new Input.Acknowledged(birth.incarnation(), birth.session(), known, List.of()));
        greeted.run();
      }
      case StateReport state -> take(state);
      case Effect.PublishChallenge told -> issuer.challenge = told.challenge();
      case OutboxRow row -> take(row);
      default -> throw new Broken("the backend got " + thing);
    }
  }

  private void take(StateReport state) {
    books.state = state;
    books.stock.clear();
    for (StateReport.Bay bay : state.bays()) {
      bay.counts().forEach(count -> books.stock.put(count.bay(), count.count()));
    }
  }

  private void take(OutboxRow row) {
    Map<Lane, Mark> marks =
        books.marks.computeIfAbsent(row.incarnation(), i -> new EnumMap<>(Lane.class));
    Mark mark = marks.getOrDefault(row.lane(), Mark.NONE);
    Broken.unless(
        row.seq() != mark.seq() || row.id().equals(mark.id()),
        "%s/%d came under another id than before",
        row.lane(),
        row.seq());
    List<Input.Rejection> rejections = List.of();
    if (row.seq() > mark.seq() && payloads.fact(row) instanceof Fact.Dropped dropped) {
      if (row.seq() - dropped.rows() <= mark.seq()) {
        marks.put(row.lane(), new Mark(row.seq(), row.id()));
        everHad.add(row.id());
        reported.accept(row, dropped);
      }
    } else if (row.seq() == mark.seq() + 1) {
      marks.put(row.lane(), new Mark(row.seq(), row.id()));
      if (payloads.fact(row) instanceof Fact.Salvaged old
          && payloads.fact(old.row()) instanceof Fact.Dropped dropped) {
        reported.accept(row, dropped);
      }
      if (chance.happens(rejects)) {
        rejected.add(row.id());
        rejections =
            List.of(new Input.Rejection(row.lane(), row.seq(), row.id(), "not in my schema"));
      } else if (books.ledger.putIfAbsent(row.id(), payloads.fact(row)) == null) {
        everHad.add(row.id());
        apply(row);
      }
    }
    acknowledge(row.incarnation(), marks, rejections);
  }

  private void acknowledge(
      String incarnation, Map<Lane, Mark> marks, List<Input.Rejection> rejections) {
    Input.Acknowledged now = new Input.Acknowledged(incarnation, null, marks, rejections);
    if (rejections.isEmpty() && chance.happens(0.3)) {
      return; // cumulative: the next one says it too, or the repetition of the row
    }
    downlink.accept(now);
    old.add(now);
    if (chance.happens(0.02)) {
      downlink.accept(old.get(chance.between(0, old.size() - 1)));
    }
  }

  /** A movement counts unless the last state has it already. */
  private void apply(OutboxRow row) {
    StateReport state = books.state;
    boolean counted =
        state != null
            && (!row.incarnation().equals(state.incarnation())
                || row.seq() <= state.asOf().getOrDefault(row.lane(), 0L));
    if (!counted) {
      addTo(books.stock, books.ledger, payloads.fact(row));
    }
  }

  /** The stock as the events alone tell it. */
  Map<String, Integer> stockByEvents() {
    Map<String, Integer> stock = new HashMap<>(opening);
    Map<String, Fact> before = new HashMap<>();
    books.ledger.forEach(
        (id, fact) -> {
          addTo(stock, before, fact);
          before.put(id, fact);
        });
    return stock;
  }

  private static void addTo(Map<String, Integer> stock, Map<String, Fact> ledger, Fact fact) {
    if (fact instanceof Fact.StockMoved moved) {
      if (moved.corrects() != null && ledger.get(moved.corrects()) instanceof Fact.StockMoved was) {
        was.items().forEach(item -> add(stock, item, -item.delta()));
      }
      moved.items().forEach(item -> add(stock, item, item.delta()));
    }
    if (fact instanceof Fact.PlanogramActive planogram) {
      empty(stock, planogram.changed());
    }
  }

  /** Goods that a planogram brings are counted from nothing. */
  private static void empty(Map<String, Integer> stock, List<String> bays) {
    bays.forEach(bay -> stock.put(bay, 0));
  }

  private static void add(Map<String, Integer> stock, Item item, int delta) {
    if (ModelShop.isAtHome(item.bay(), item.sku())) {
      stock.merge(item.bay(), delta, Integer::sum);
    }
  }

  void askForState() {
    downlink.accept(new Input.StateAsked("why"));
  }

  Mark mark(String incarnation, Lane lane) {
    return books.marks.getOrDefault(incarnation, Map.of()).getOrDefault(lane, Mark.NONE);
  }

  /** All that it was ever told, also what it has forgotten with a backup since. */
  Collection<Fact> everTold() {
    Map<String, Fact> told = new HashMap<>(forgotten);
    told.putAll(books.ledger);
    return told.values();
  }

  /** Goes back to a backup of itself. */
  void restore(Books backup) {
    Set<String> gone = new HashSet<>(books.ledger.keySet());
    gone.removeAll(backup.ledger.keySet());
    lostByRestore.addAll(gone);
    gone.forEach(id -> forgotten.put(id, books.ledger.get(id)));
    books = backup.copy();
    old.clear();
  }
}
