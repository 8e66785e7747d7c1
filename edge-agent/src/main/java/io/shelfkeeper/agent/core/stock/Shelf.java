package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;

/**
 * One shelf: cells that are weighed together. Assembles rows from their samples, watches the level
 * and decides when a change is clear enough to tell.
 */
final class Shelf {
  /** What a shelf asks of the engine when it has made up its mind. */
  interface Told {
    void tell(Shelf shelf, Verdict verdict, Change change, boolean offline, double trust);
  }

  private static final long LOST_NANOS = 1_500_000_000L;
  private static final double CLEAR = 0.99;
  private static final double CALM_CLEAR = 0.3;
  private static final double CALM_FITTING = 0.6;
  private static final double CALM_UNKNOWN = 0.8;
  private static final double CALM_ROUGH = 1.5;
  private static final double MISFIT_MAX = 3.5;
  private static final double OFFLINE_TRUST = 0.8;
  private static final double GAP_TRUST = 0.95;

  final int index;
  final Rows rows;
  final LevelTrack track;
  final List<Thing> strays = new ArrayList<>();

  /** Level before the absence, or NaN. */
  final double[] expected;

  boolean absentLong;
  private final double lightest;
  private final CellTrack[] cells;
  private final boolean[] fresh;
  private final boolean[] dark;
  private final double[] means;
  private final double[] inners;
  private final Explainer explainer;
  private int waiting;

  Shelf(int index, Layout layout, double samplesPerSecond, Explainer explainer) {
    this.index = index;
    this.explainer = explainer;
    int n = layout.cellCount[index];
    cells = new CellTrack[n];
    for (int j = 0; j < n; j++) {
      cells[j] = new CellTrack(samplesPerSecond);
    }
    lightest = layout.lightest[index];
    rows = new Rows(n);
    track = new LevelTrack(rows, cells[0].samplesPerBlock / samplesPerSecond, lightest);
    fresh = new boolean[n];
    dark = new boolean[n];
    means = new double[n];
    inners = new double[n];
    expected = new double[n];
    java.util.Arrays.fill(expected, Double.NaN);
    waiting = n;
  }

  boolean settled() {
    return track.state != LevelTrack.State.UNSETTLED;
  }

  /** The cell was not weighed for a while; what it shows next is compared with what it showed. */
  void gap(int local) {
    cells[local].forget();
    if (!dark[local]) {
      dark[local] = true;
      if (!fresh[local]) {
        waiting--;
      }
    }
  }

  void sample(int local, long nanos, double grams, Told told) {
    CellTrack cell = cells[local];
    if (nanos <= cell.nanos) {
      return;
    }
    if (cell.nanos != Long.MIN_VALUE && nanos - cell.nanos > LOST_NANOS) {
      gap(local);
    }
    if (dark[local]) {
      returnFromGap(local);
    }
    if (!cell.add(nanos, grams)) {
      return;
    }
    if (!Double.isNaN(cell.earlier) && cell.samplesPerBlock == 1) {
      rows.correct(rows.count() - 1, local, cell.earlier);
    }
    means[local] = cell.mean;
    inners[local] = cell.inner;
    if (fresh[local]) {
      // Twice the same cell before the others: do not wait for a sample that was lost.
      row(nanos, told);
    }
    fresh[local] = true;
    waiting--;
    if (waiting <= 0) {
      row(nanos, told);
    }
  }

  private void returnFromGap(int local) {
    dark[local] = false;
    if (!fresh[local]) {
      waiting++;
    }
    if (settled()) {
      System.arraycopy(track.level, 0, expected, 0, expected.length);
      absentLong = false;
      track.unsettle();
    }
  }

  private void row(long nanos, Told told) {
    waiting = 0;
    for (int j = 0; j < fresh.length; j++) {
      fresh[j] = false;
      waiting += dark[j] ? 0 : 1;
    }
    rows.push(nanos, means, inners);
    switch (track.row()) {
      case NONE -> {}
      case SETTLED -> settledAgain(told);
      case CHANGED -> decide(told);
    }
  }

  private void settledAgain(Told told) {
    double tolerance = absentLong ? 3 + 0.15 * lightest : 1 + 0.1 * lightest;
    track.compare(expected, tolerance);
    java.util.Arrays.fill(expected, Double.NaN);
    Change change = track.change;
    if (change.moved != 0 && Math.abs(change.total) > tolerance) {
      Verdict verdict = explainer.explain(index, change, strays, absentLong);
      told.tell(this, verdict, change, absentLong, absentLong ? OFFLINE_TRUST : GAP_TRUST);
    }
  }

  private void decide(Told told) {
    Change change = track.change;
    double calm = change.calmSeconds;
    if (Math.abs(change.total) < Math.min(0.3 * lightest, 10)) {
      if (calm > CALM_UNKNOWN) {
        track.accept();
      }
      return;
    }
    Verdict verdict = explainer.explain(index, change, strays, false);
    Verdict.Outcome best = verdict.best();
    boolean known = !best.foreign() || best.ways.getFirst().parts.getFirst().thing() != null;
    boolean fits = known && best.misfit() < MISFIT_MAX;
    double need =
        fits
            ? best.probability >= CLEAR ? CALM_CLEAR : CALM_FITTING
            : change.roughness < 2.5 ? CALM_UNKNOWN : CALM_ROUGH;
    if (calm + 1e-9 < need) {
      return;
    }
    track.accept();
    told.tell(this, verdict, change, false, 1);
  }

  double level(int local) {
    return track.level[local];
  }
}
