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
  private static final double STRANGER_MAX = 0.98;

  /** Beside a cell that is not heard: half of the package may stand on it. */
  private static final double DEAF_TRUST = 0.95;

  private static final int HYPOTHESES = 3;

  /** A correction has to be so much likelier than what was told. */
  private static final double CLEARLY = 1.5;

  private static final double REVISED = 0.8;

  private final Layout layout;
  private final Shelf[] shelves;
  private final Explainer explainer;
  private final Books books;
  private final Tally tally;
  private final SpanDoubt[][] doubts;
  final Lessons lessons;
  private Memory memory;
  private StockSink sink = moved -> "";
  private long now;

  /** The last event of the shop, as long as it can be thought over. */
  private @Nullable Last last;

  private record Last(int shelf, String id, List<Part> told, Memory before, long nanos) {}

  /**
   * @param changed set for every shelf whose state has to be written again
   */
  Teller(Layout layout, Shelf[] shelves, boolean[] changed) {
    this.layout = layout;
    this.shelves = shelves;
    tally = new Tally(layout);
    lessons = new Lessons(layout);
    memory = new Memory(layout);
    explainer = new Explainer(layout, memory);
    books = new Books(layout, memory, changed);
    doubts = new SpanDoubt[layout.shelves.size()][];
    for (int s = 0; s < doubts.length; s++) {
      doubts[s] = new SpanDoubt[layout.cellCount[s]];
      java.util.Arrays.setAll(doubts[s], j -> new SpanDoubt());
    }
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

  /** Of the cells of a shelf. */
  SpanDoubt[] doubts(int shelf) {
    return doubts[shelf];
  }

  Tally tally() {
    return tally;
  }

  @Override
  public Verdict think(Shelf shelf, boolean offline) {
    return explainer.explain(shelf.index, shelf.change(), offline);
  }

  @Override
  public @Nullable Haste tell(Shelf shelf, Verdict verdict, boolean offline, double trust) {
    Change change = shelf.change();
    Verdict.Outcome best = verdict.best();
    doubt(shelf.index, change, best);
    lessons.take();
    if (!offline) {
      lessons.saw(explainer, shelf.index, change, verdict, trust * trust(shelf, change.moved));
    }
    Reason reason = offline ? Reason.CHANGED_OFFLINE : reason(best, change);
    tally.told(best.parts);
    String id = say(shelf, verdict, reason, trust, null);
    last = new Last(shelf.index, id, best.parts, memory.copy(), now);
    boolean unmoved = trust <= Shelf.UNMOVED_TRUST;
    Verdict booked = unmoved ? verdict.doubted(trust) : verdict;
    books.book(id, shelf.index, now, change, booked, best.parts);
    revise();
    return Haste.of(layout, change, best, change.haste);
  }

  private String say(
      Shelf shelf, Verdict verdict, Reason reason, double trust, @Nullable String corrects) {
    Change change = shelf.change();
    String bay = layout.bayOfCell(shelf.index, change.heaviest());
    List<Hypothesis> best = new ArrayList<>();
    for (Verdict.Outcome outcome : verdict.outcomes) {
      if (best.size() < HYPOTHESES) {
        double p = Math.min(most(outcome), trust * trust(shelf, change.moved) * outcome.sure());
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

  /**
   * A thing that fits none of our goods may still be one of them: a torn one, or a doubtful cell.
   */
  private static double most(Verdict.Outcome outcome) {
    return outcome.foreign() ? STRANGER_MAX : CONFIDENCE_MAX;
  }

  /** What these cells are worth. */
  private double trust(Shelf shelf, long mask) {
    double trust = shelf.besideDeaf(mask) ? DEAF_TRUST : 1;
    for (int j = 0; j < layout.cellCount[shelf.index]; j++) {
      boolean among = (mask >>> j & 1) != 0;
      trust = among ? Math.min(trust, doubts[shelf.index][j].trust()) : trust;
    }
    return trust;
  }

  /** What the cells are worth from which this was taken. */
  private double trust(Taking taking, List<Part> parts) {
    long mask = 0;
    for (Part part : parts) {
      boolean planned = part.slot() >= 0 && part.slot() < layout.slots;
      mask |= planned ? layout.slotCells[part.slot()] : 0;
    }
    return trust(shelves[taking.shelf], mask);
  }

  /** Packages that were met before prove nothing: they were weighed by the same cell. */
  private void doubt(int shelf, Change change, Verdict.Outcome best) {
    boolean met = best.ways.getFirst().parts.getFirst().thing() != null;
    if (!met && Long.bitCount(change.moved) == 1) {
      doubts[shelf][Long.numberOfTrailingZeros(change.moved)].saw(explainer.bySpan(shelf, change));
    }
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
  public void touched() {
    memory.habits.sawTouch();
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
    Change change = shelf.change();
    lessons.saw(explainer, shelf.index, change, verdict, trust(shelf, change.moved));
    books.book(event.id, shelf.index, event.nanos, change, verdict, told);
    revise();
  }

  /** Nothing that was told of this slot is thought over any more. */
  void stand(int slot) {
    last = null;
    for (Taking taking : memory.hands.takings) {
      Taking.Reading told = taking.readings.get(taking.told);
      boolean about =
          taking.readings.stream()
              .flatMap(reading -> reading.parts.stream())
              .anyMatch(part -> part.slot() == slot);
      if (about) {
        memory.of(taking.shelf).forget(taking);
        taking.readings.removeIf(reading -> reading != told);
        told.probability = 1;
        taking.told = 0;
      }
    }
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
      books.revise(taking);
      taking.told = likeliest;
      last = null;
      List<Item> items = items(reading.parts, layout.shelves.get(taking.shelf));
      double p = Math.min(CONFIDENCE_MAX, trust(taking, reading.parts) * reading.probability);
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
