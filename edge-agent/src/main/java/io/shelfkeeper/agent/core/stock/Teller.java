package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Hypothesis;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened, keeps the books, and says so again when later evidence overturns it: never
 * silently, always as a correction that names the first answer.
 */
final class Teller implements Shelf.Told {
  private static final double CONFIDENCE_MAX = 0.9995;
  private static final int HYPOTHESES = 3;

  /** A correction has to be so much likelier than what was told. */
  private static final double CLEARLY = 1.5;

  private static final double REVISED = 0.8;

  private final Layout layout;
  private final Explainer explainer;
  private final Books books;
  private final Tally tally;
  private Memory memory;
  private StockSink sink = moved -> "";
  private long now;

  /** The last event of the shop, as long as it can be thought over. */
  private @Nullable Last last;

  private record Last(int shelf, String id, List<Part> told, Memory before, long nanos) {}

  Teller(Layout layout, boolean[] changed) {
    this.layout = layout;
    tally = new Tally(layout);
    memory = new Memory(layout);
    explainer = new Explainer(layout, memory);
    books = new Books(layout, memory, changed);
  }

  void begin(long nanos, StockSink to) {
    now = Math.max(now, nanos);
    sink = to;
  }

  long now() {
    return now;
  }

  Memory memory() {
    return memory;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public Verdict think(Shelf shelf, boolean offline) {
    return explainer.explain(shelf.index, shelf.change(), offline);
  }

  @Override
  public void tell(Shelf shelf, Verdict verdict, boolean offline, double trust) {
    Change change = shelf.change();
    Verdict.Outcome best = verdict.best();
    Reason reason = offline ? Reason.CHANGED_OFFLINE : reason(best, change);
    tally.told(best.parts);
    String id = say(shelf, verdict, reason, trust, null);
    last = new Last(shelf.index, id, best.parts, memory.copy(), now);
    books.book(id, shelf.index, now, change, verdict, best.parts);
    revise();
  }

  private String say(
      Shelf shelf, Verdict verdict, Reason reason, double trust, @Nullable String corrects) {
    Change change = shelf.change();
    String bay = layout.bayOfCell(shelf.index, change.heaviest());
    List<Hypothesis> best = new ArrayList<>();
    for (Verdict.Outcome outcome : verdict.outcomes) {
      if (best.size() < HYPOTHESES) {
        double p = Math.min(CONFIDENCE_MAX, trust * outcome.probability);
        best.add(new Hypothesis(items(outcome.parts, bay), p));
      }
    }
    return sink.moved(
        new StockSink.Moved(
            layout.shelves.get(shelf.index),
            now,
            best.getFirst().items(),
            reason,
            best.getFirst().probability(),
            change.total,
            best,
            corrects));
  }

  private Reason reason(Verdict.Outcome outcome, Change change) {
    if (change.total < 0) {
      return Reason.TAKEN;
    }
    Part part = outcome.ways.getFirst().parts.getFirst();
    if (part.slot() < 0 || part.slot() >= layout.slots) {
      return Reason.MISPLACED;
    }
    return part.thing() != null ? Reason.PUT_BACK : Reason.RESTOCKED;
  }

  private List<Item> items(List<Part> parts, String bay) {
    List<Item> items = new ArrayList<>();
    for (Part part : parts) {
      int slot = part.slot();
      int product = layout.product(slot);
      items.add(
          new Item(
              slot >= 0 && slot < layout.slots ? layout.slotBay[slot] : bay,
              product == Layout.FOREIGN ? Item.UNKNOWN : layout.sku[product],
              part.delta()));
    }
    return items;
  }

  @Override
  public void thinkOver(Shelf shelf) {
    Last event = last;
    if (event == null || event.shelf != shelf.index) {
      return;
    }
    last = null;
    Memory after = memory;
    use(event.before);
    Verdict verdict = think(shelf, false);
    if (verdict.outcomes.isEmpty()) {
      use(after);
      return;
    }
    List<Part> told = event.told;
    if (verdict.best().probability > CLEARLY * verdict.probability(told)) {
      told = verdict.best().parts;
      tally.corrected(event.told, told);
      say(shelf, verdict, Reason.CORRECTED, 1, event.id);
    }
    books.book(event.id, shelf.index, event.nanos, shelf.change(), verdict, told);
    revise();
  }

  private void use(Memory other) {
    memory = other;
    explainer.use(other);
    books.use(other);
  }

  /** What came back may speak for another reading of what was taken. */
  private void revise() {
    for (Taking taking : memory.hands.takings) {
      int likeliest = taking.likeliest();
      Taking.Reading reading = taking.readings.get(likeliest);
      if (likeliest == taking.told || reading.probability < REVISED) {
        continue;
      }
      tally.corrected(taking.readings.get(taking.told).parts, reading.parts);
      books.revise(taking, taking.readings.get(taking.told), reading);
      taking.told = likeliest;
      last = null;
      List<Item> items = items(reading.parts, layout.shelves.get(taking.shelf));
      double p = Math.min(CONFIDENCE_MAX, reading.probability);
      double grams = 0;
      for (Thing thing : reading.things) {
        grams -= thing.grams;
      }
      sink.moved(
          new StockSink.Moved(
              layout.shelves.get(taking.shelf),
              now,
              items,
              Reason.CORRECTED,
              p,
              grams,
              List.of(new Hypothesis(items, p)),
              taking.id));
    }
  }
}
