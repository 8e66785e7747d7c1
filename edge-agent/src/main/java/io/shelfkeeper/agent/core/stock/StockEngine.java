package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Count;
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

  private static final double DRIFT_GRAMS = 1;

  final Layout layout;
  final Shelf[] shelves;
  private final boolean[] changed;
  private final double[][] saved;
  final Teller teller;

  public StockEngine(StockSetup setup) {
    layout = new Layout(setup);
    shelves = new Shelf[layout.shelves.size()];
    changed = new boolean[shelves.length];
    saved = new double[shelves.length][];
    for (int s = 0; s < shelves.length; s++) {
      shelves[s] = new Shelf(s, layout, setup.samplesPerSecond());
      saved[s] = new double[layout.cellCount[s]];
    }
    teller = new Teller(layout, changed);
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
    return StateCodec.write(layout, shelves[s], teller.memory(), teller.tally(), teller.now());
  }

  /**
   * Goes on from what {@link #state} said before. The first level that settles is compared with the
   * one in it, and what differs is told as {@link Reason#CHANGED_OFFLINE}.
   *
   * @throws IllegalArgumentException if the bytes are none of ours or of another planogram; then
   *     nothing was changed
   */
  public void restore(String shelf, byte[] state) {
    StateCodec.read(state, layout, shelves[index(shelf)], teller.memory(), teller.tally());
  }

  /** What is there by what was told, one entry for each placement, with how sure that is. */
  public List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    Tally tally = teller.tally();
    for (int i = 0; i < layout.slots; i++) {
      Belief pool = teller.memory().pools[layout.slotPool[i]];
      int count = tally.count(i);
      double sd = pool.deviation() + (tally.sharers(i) > 1 ? Math.sqrt(count) : 0);
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
        teller.memory().pools[layout.slotPool[i]] = Belief.said(count);
        teller.tally().set(i, count);
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
