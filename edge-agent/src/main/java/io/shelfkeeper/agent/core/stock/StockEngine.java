package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

  private static final double DRIFT_GRAMS = 1;

  final Layout layout;
  final Shelf[] shelves;
  private final boolean[] changed;
  private final double[][] saved;
  final Teller teller;
  private final Catalogue catalogue;

  public StockEngine(StockSetup setup) {
    layout = new Layout(setup);
    shelves = new Shelf[layout.shelves.size()];
    changed = new boolean[shelves.length];
    saved = new double[shelves.length][];
    for (int s = 0; s < shelves.length; s++) {
      shelves[s] = new Shelf(s, layout, setup.samplesPerSecond());
      saved[s] = new double[layout.cellCount[s]];
    }
    teller = new Teller(layout, shelves, changed);
    catalogue = new Catalogue(layout, teller.lessons);
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
    teller.begin(nanos, to);
    shelves[layout.shelfOfCell[cell]].sample(layout.localOfCell[cell], nanos, grams, teller);
  }

  /** Level of a cell at rest, grams; not a number until it is known. */
  public double level(int cell) {
    Shelf shelf = shelves[layout.shelfOfCell[cell]];
    int local = layout.localOfCell[cell];
    return shelf.known(1L << local) ? shelf.level(local) : Double.NaN;
  }

  /**
   * Probability that a cell shows grams and no other unit, by what was moved there since it was
   * {@link #calibrated}; 0 to 1. All that is told of it is believed less by that.
   */
  public double trust(int cell) {
    return teller.doubts(layout.shelfOfCell[cell])[layout.localOfCell[cell]].trust();
  }

  /**
   * What a cell shows is worth something else from now on: what it showed before proves nothing.
   */
  public void calibrated(int cell) {
    int shelf = layout.shelfOfCell[cell];
    teller.doubts(shelf)[layout.localOfCell[cell]] = new SpanDoubt();
    changed[shelf] = true;
  }

  /** A cell cannot be weighed at the moment, or was not for a while: a fault, a restart, a loss. */
  public void gap(int cell, long nanos) {
    shelves[layout.shelfOfCell[cell]].gap(layout.localOfCell[cell]);
  }

  /** Time went by. */
  public void tick(long nanos, StockSink to) {
    teller.begin(nanos, to);
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
      double level = shelves[s].level(j);
      if (!Double.isNaN(level) && !(Math.abs(level - saved[s][j]) < DRIFT_GRAMS)) {
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
    return StateCodec.write(layout, shelves[s], teller);
  }

  /**
   * Goes on from what {@link #state} said before. The first level that settles is compared with the
   * one in it, and what differs is told as {@link Reason#CHANGED_OFFLINE}.
   *
   * <p>After a change of the planogram, counts and packages are taken over where bay and product
   * are still named the same; after a change of the number of cells the levels start anew.
   *
   * @throws IllegalArgumentException if the bytes are none of ours or cut short; then nothing was
   *     changed
   */
  public void restore(String shelf, byte[] state) {
    StateCodec.read(state, layout, shelves[index(shelf)], teller);
  }

  /** What is there by what was told, one entry for each placement, with how sure that is. */
  public List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    Tally tally = teller.tally();
    for (int i = 0; i < layout.slots; i++) {
      Belief pool = teller.memory().count(layout.slotPool[i]);
      int count = tally.count(i);
      double sd = pool.deviation() + (tally.sharers(i) > 1 ? Math.sqrt(count) : 0);
      counts.add(new Count(layout.slotBay[i], layout.sku[layout.slotProduct[i]], count, sd));
    }
    return counts;
  }

  /** Whether cells of this shelf have settled since the start; some may not have been heard yet. */
  public boolean settled(String shelf) {
    return shelves[index(shelf)].settled();
  }

  /** Whether all cells of this bay have shown a settled level since the start. */
  public boolean known(String bay) {
    return slotsOf(bay).allMatch(i -> shelves[layout.slotShelf[i]].known(layout.slotCells[i]));
  }

  /** Level of the bay's cells together, not zeroed; not a number until it is known. */
  public double grams(String bay) {
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotBay[i].equals(bay)) {
        Shelf shelf = shelves[layout.slotShelf[i]];
        double sum = shelf.known(layout.slotCells[i]) ? 0 : Double.NaN;
        for (int j = 0; j < layout.cellCount[shelf.index]; j++) {
          sum += (layout.slotCells[i] >>> j & 1) != 0 ? shelf.level(j) : 0;
        }
        return sum;
      }
    }
    return Double.NaN;
  }

  /**
   * Whether everything that happened at this bay has been told: nothing moves there, and its cells
   * are heard. A count in the middle of a movement would count it twice.
   *
   * @param nanos monotonic time now: a process that was stopped has yet to hear what happened
   */
  public boolean calm(String bay, long nanos) {
    return slotsOf(bay)
        .allMatch(i -> shelves[layout.slotShelf[i]].calm(layout.slotCells[i], nanos));
  }

  /** Whether a cell of this bay is not heard: not since the start, or not since a gap. */
  public boolean deaf(String bay) {
    return slotsOf(bay).anyMatch(i -> shelves[layout.slotShelf[i]].deaf(layout.slotCells[i]));
  }

  private IntStream slotsOf(String bay) {
    return IntStream.range(0, layout.slots).filter(i -> layout.slotBay[i].equals(bay));
  }

  /**
   * A person counted the packages of a bay. What was told before stands from now on: a count must
   * not be corrected by second thoughts about what led to it.
   *
   * @return by how much that differs from what our movements add up to
   */
  public int counted(String bay, String sku, int count) {
    int delta = 0;
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotBay[i].equals(bay) && layout.sku[layout.slotProduct[i]].equals(sku)) {
        teller.stand(i);
        delta = count - teller.tally().raw(i);
        Shelf shelf = shelves[layout.slotShelf[i]];
        if (shelf.deaf(layout.slotCells[i])) {
          shelf.counted(layout.slotCells[i], delta * layout.grams[layout.slotProduct[i]]);
        }
        teller.memory().know(layout.slotPool[i], Belief.said(count));
        teller.tally().set(i, count);
        changed[layout.slotShelf[i]] = true;
      }
    }
    return delta;
  }

  /** What the goods weigh by now. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The shelf that a bay belongs to; its own name where no product is planned. */
  public String shelf(String bay) {
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotBay[i].equals(bay)) {
        return layout.shelves.get(layout.slotShelf[i]);
      }
    }
    return bay;
  }

  private int index(String shelf) {
    int s = layout.shelves.indexOf(shelf);
    if (s < 0) {
      throw new IllegalArgumentException("no such shelf: " + shelf);
    }
    return s;
  }
}
