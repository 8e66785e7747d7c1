package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Hypothesis;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the samples of all cells of a shop into movements of goods. A function of its inputs: time
 * comes with the samples, state goes in and out as bytes. It never tares, and it never names goods
 * that it cannot tell apart without saying how sure it is.
 */
public final class StockEngine {
  /** The number is a weight at rest, as far as the device can tell. */
  public static final byte STABLE = 0;

  /** A weight while the device saw movement. */
  public static final byte MOVING = 1;

  /** The number is not a weight: overload, underload, a missing sensor. */
  public static final byte INVALID = 2;

  private static final double CONFIDENCE_MAX = 0.9995;
  private static final double DRIFT_GRAMS = 1;
  private static final int HYPOTHESES = 3;

  private final Layout layout;
  private final Belief[] pools;
  private final Hands hands = new Hands();
  private final Shelf[] shelves;
  private final boolean[] changed;
  private final double[][] saved;
  private final Books books;
  private final Shelf.Told told = this::tell;
  private StockSink sink = moved -> "";
  private long now;

  public StockEngine(StockSetup setup) {
    layout = new Layout(setup);
    pools = new Belief[layout.poolOpening.length];
    for (int i = 0; i < pools.length; i++) {
      pools[i] = layout.poolOpening[i] < 0 ? Belief.open() : Belief.said(layout.poolOpening[i]);
    }
    Explainer explainer = new Explainer(layout, pools, hands);
    shelves = new Shelf[layout.shelves.size()];
    changed = new boolean[shelves.length];
    saved = new double[shelves.length][];
    for (int s = 0; s < shelves.length; s++) {
      shelves[s] = new Shelf(s, layout, setup.samplesPerSecond(), explainer);
      saved[s] = new double[layout.cellCount[s]];
    }
    books = new Books(layout, pools, hands, changed);
  }

  public List<String> shelves() {
    return layout.shelves;
  }

  /**
   * One weight sample. Allocates nothing unless goods move.
   *
   * @param cell index in the setup's list of cells
   * @param nanos monotonic time of the sample; an older one than the last of its cell is dropped
   * @param grams as the cell shows it, not zeroed; not a number counts as {@link #INVALID}
   * @param quality {@link #STABLE}, {@link #MOVING} or {@link #INVALID}
   */
  public void sample(int cell, long nanos, double grams, byte quality, StockSink to) {
    if (quality == INVALID || !(Math.abs(grams) < 1e7)) {
      return;
    }
    now = nanos;
    sink = to;
    shelves[layout.shelfOfCell[cell]].sample(layout.localOfCell[cell], nanos, grams, told);
  }

  /** A cell cannot be weighed at the moment, or was not for a while: a fault, a restart, a loss. */
  public void gap(int cell, long nanos) {
    shelves[layout.shelfOfCell[cell]].gap(layout.localOfCell[cell]);
  }

  /** Time went by. */
  public void tick(long nanos, StockSink to) {
    now = Math.max(now, nanos);
  }

  private void tell(Shelf shelf, Verdict verdict, Change change, boolean offline, double trust) {
    String bay = layout.bayOfCell(shelf.index, change.heaviest());
    List<Hypothesis> best = new ArrayList<>();
    for (Verdict.Outcome outcome : verdict.outcomes) {
      if (best.size() < HYPOTHESES) {
        best.add(new Hypothesis(items(outcome.parts, bay), trust * outcome.probability));
      }
    }
    List<Item> items = best.getFirst().items();
    double confidence = Math.min(CONFIDENCE_MAX, trust * verdict.best().probability);
    String id =
        sink.moved(
            new StockSink.Moved(
                layout.shelves.get(shelf.index),
                now,
                items,
                offline ? Reason.CHANGED_OFFLINE : reason(verdict.best(), change),
                confidence,
                change.total,
                best,
                null));
    books.book(id, shelf.index, now, change, verdict, shelf.strays);
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

  /** Whether a movement changed the state of this shelf since it was last asked. */
  public boolean takeChanged(String shelf) {
    int s = index(shelf);
    boolean was = changed[s];
    changed[s] = false;
    return was;
  }

  /**
   * Whether the level of a shelf has drifted by more than a gram since its state was last written.
   * Nothing is lost if it is not written again; a restart then judges by an older level.
   */
  public boolean drifted(String shelf) {
    int s = index(shelf);
    if (!shelves[s].settled()) {
      return false;
    }
    for (int j = 0; j < saved[s].length; j++) {
      if (!(Math.abs(shelves[s].level(j) - saved[s][j]) < DRIFT_GRAMS)) {
        return true;
      }
    }
    return false;
  }

  /** What has to be kept to go on after a restart; a few kilobytes at most. */
  public byte[] state(String shelf) {
    int s = index(shelf);
    if (shelves[s].settled()) {
      for (int j = 0; j < saved[s].length; j++) {
        saved[s][j] = shelves[s].level(j);
      }
    }
    return StateCodec.write(layout, shelves[s], pools, hands, now);
  }

  /**
   * Goes on from what {@link #state} said before. The first level that settles is compared with the
   * one in it, and what differs is told as {@link Reason#CHANGED_OFFLINE}.
   *
   * @throws IllegalArgumentException if the bytes are none of ours or of another planogram; then
   *     nothing was changed
   */
  public void restore(String shelf, byte[] state) {
    StateCodec.read(state, layout, shelves[index(shelf)], pools, hands);
  }

  /** What is believed to be there, one entry for each placement. */
  public List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    for (int i = 0; i < layout.slots; i++) {
      int sharers = 0;
      for (int k = 0; k < layout.slots; k++) {
        sharers += layout.slotPool[k] == layout.slotPool[i] ? 1 : 0;
      }
      Belief pool = pools[layout.slotPool[i]];
      int count = Math.round((float) pool.likeliest() / sharers);
      double sd = pool.deviation() + (sharers > 1 ? Math.sqrt(count) : 0);
      counts.add(new Count(layout.slotBay[i], layout.sku[layout.slotProduct[i]], count, sd));
    }
    return counts;
  }

  /** Whether cells have shown a settled level of this bay since the start. */
  public boolean known(String bay) {
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotBay[i].equals(bay) && !shelves[layout.slotShelf[i]].settled()) {
        return false;
      }
    }
    return true;
  }

  /** Level of the bay's cells together, not zeroed; not a number until it is known. */
  public double grams(String bay) {
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotBay[i].equals(bay)) {
        Shelf shelf = shelves[layout.slotShelf[i]];
        double sum = shelf.settled() ? 0 : Double.NaN;
        for (int j = 0; j < layout.cellCount[shelf.index]; j++) {
          sum += (layout.slotCells[i] >>> j & 1) != 0 ? shelf.level(j) : 0;
        }
        return sum;
      }
    }
    return Double.NaN;
  }

  /** A person counted the packages of a bay. */
  public void counted(String bay, String sku, int count) {
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotBay[i].equals(bay) && layout.sku[layout.slotProduct[i]].equals(sku)) {
        pools[layout.slotPool[i]] = Belief.said(count);
        changed[layout.slotShelf[i]] = true;
      }
    }
  }

  private int index(String shelf) {
    int s = layout.shelves.indexOf(shelf);
    if (s < 0) {
      throw new IllegalArgumentException("no such shelf: " + shelf);
    }
    return s;
  }
}
