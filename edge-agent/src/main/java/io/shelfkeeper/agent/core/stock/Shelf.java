package io.shelfkeeper.agent.core.stock;

import org.jspecify.annotations.Nullable;

/**
 * One shelf: cells that are weighed together. Assembles rows from their samples, watches the level
 * and decides when a change is clear enough to tell.
 */
final class Shelf {
  /** What a shelf asks of the engine. */
  interface Told {
    /** What is the likeliest reading of the shelf's change. */
    Verdict think(Shelf shelf, boolean offline);

    /** The shelf has made up its mind. */
    void tell(Shelf shelf, Verdict verdict, boolean offline, double trust);

    /** The change that was told last has been measured better since. */
    void thinkOver(Shelf shelf);
  }

  private static final long LOST_NANOS = 1_500_000_000L;
  private static final long THINK_OVER_NANOS = 1_600_000_000L;
  private static final long BETTER_NANOS = 250_000_000L;

  /** Nobody leans on a shelf for longer while it is first looked at. */
  private static final double HAND_SECONDS_MAX = 12;

  private static final double OFFLINE_TRUST = 0.8;
  private static final double GAP_TRUST = 0.95;

  final int index;
  final Rows rows;
  final LevelTrack track;

  /** Level before the absence, or NaN. */
  final double[] expected;

  boolean absentLong;
  private final double lightest;
  private final CellTrack[] cells;
  private final boolean[] fresh;
  private final boolean[] dark;
  private final double[] means;
  private final double[] inners;
  private int waiting;

  /** When the last change was told, or 0 if it has been thought over. */
  private long toldAt;

  Shelf(int index, Layout layout, double samplesPerSecond) {
    this.index = index;
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

  Change change() {
    return track.change;
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
    if (fresh[local]) {
      // Twice the same cell before the others: do not wait for a sample that was lost.
      row(nanos, told);
    }
    means[local] = cell.mean;
    inners[local] = cell.inner;
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
      toldAt = 0;
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
    LevelTrack.News news = track.row();
    if (toldAt != 0) {
      thinkOver(nanos, told);
    }
    switch (news) {
      case NONE -> {}
      case SETTLED -> settledAgain(told);
      case CHANGED -> {
        if (decide(told)) {
          toldAt = nanos;
        }
      }
    }
  }

  private void thinkOver(long nanos, Told told) {
    boolean disturbed = track.state != LevelTrack.State.CALM;
    if (!disturbed && nanos - toldAt < THINK_OVER_NANOS) {
      return;
    }
    if (nanos - toldAt > BETTER_NANOS) {
      track.measureAgain();
      told.thinkOver(this);
    }
    toldAt = 0;
  }

  private void settledAgain(Told told) {
    double tolerance = absentLong ? 3 + 0.15 * lightest : 1 + 0.1 * lightest;
    track.compare(expected, tolerance);
    // Nobody watched how it came about; the course of the change before says nothing of it.
    change().course.clear();
    boolean moved = change().moved != 0 && Math.abs(change().total) > tolerance;
    if (!moved) {
      settled(told, null);
      return;
    }
    Verdict verdict = told.think(this, absentLong);
    if (Patience.isHand(verdict)) {
      if (track.unsettledSeconds() < HAND_SECONDS_MAX) {
        return;
      }
      change().certain();
      verdict = told.think(this, absentLong);
    }
    settled(told, verdict);
  }

  private void settled(Told told, @Nullable Verdict verdict) {
    java.util.Arrays.fill(expected, Double.NaN);
    track.settled();
    if (verdict != null) {
      told.tell(this, verdict, absentLong, absentLong ? OFFLINE_TRUST : GAP_TRUST);
    }
  }

  private boolean decide(Told told) {
    Change change = track.change;
    if (Math.abs(change.total) < Math.min(0.3 * lightest, 10)) {
      if (Patience.givesUp(change)) {
        track.accept();
      }
      return false;
    }
    change.course.clear();
    if (!Patience.ends(change, told.think(this, false))) {
      return false;
    }
    track.describe();
    Verdict verdict = told.think(this, false);
    if (!Patience.ends(change, verdict)) {
      return false;
    }
    track.accept();
    told.tell(this, verdict, false, 1);
    return true;
  }

  double level(int local) {
    return track.level[local];
  }
}
