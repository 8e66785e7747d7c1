package io.shelfkeeper.agent.core.stock;

import java.util.Arrays;
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

    /**
     * The shelf has made up its mind.
     *
     * @return what the next change is judged by if a hand is there at once
     */
    @Nullable Haste tell(Shelf shelf, Verdict verdict, boolean offline, double trust);

    /** Somebody was at the shelf and moved nothing. */
    void touched();

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

  /** Trust in what is told where nothing may have moved at all. */
  static final double UNMOVED_TRUST = 0.5;

  /** So likely nothing but a hand has gone. */
  private static final double NOTHING_LIKELY = 0.5;

  final int index;
  final Rows rows;
  final LevelTrack track;

  /** Level before the absence, or NaN. */
  final double[] expected;

  /**
   * By what the level of an unheard cell has changed if a person's counts are right and the goods
   * left or came meanwhile, grams.
   */
  final double[] counted;

  boolean absentLong;
  private final double lightest;
  private final long[] beside;
  private final CellTrack[] cells;
  private final boolean[] fresh;
  private final boolean[] dark;

  /** Not since the start, or not since it went dark: such a cell has no say. */
  private final boolean[] unheard;

  private final double[] means;
  private final double[] inners;
  private int waiting;

  /** When the last change was told, or 0 if it has been thought over. */
  private long toldAt;

  /** Counts if the next hand comes at once. */
  private @Nullable Haste early;

  Shelf(int index, Layout layout, double samplesPerSecond) {
    this.index = index;
    int n = layout.cellCount[index];
    cells = new CellTrack[n];
    for (int j = 0; j < n; j++) {
      cells[j] = new CellTrack(samplesPerSecond);
    }
    lightest = layout.lightest[index];
    beside = layout.beside[index];
    rows = new Rows(n);
    unheard = new boolean[n];
    Arrays.fill(unheard, true);
    track = new LevelTrack(rows, cells[0].samplesPerBlock / samplesPerSecond, lightest);
    fresh = new boolean[n];
    dark = new boolean[n];
    means = new double[n];
    inners = new double[n];
    expected = new double[n];
    counted = new double[n];
    Arrays.fill(expected, Double.NaN);
    waiting = n;
  }

  Change change() {
    return track.change;
  }

  /** Nothing moves there, and all of these cells have been heard just now. */
  boolean calm(long mask, long nanos) {
    for (int j = 0; j < cells.length; j++) {
      if ((mask >>> j & 1) != 0 && (unheard[j] || nanos - cells[j].nanos > LOST_NANOS)) {
        return false;
      }
    }
    return track.state == LevelTrack.State.CALM;
  }

  /** Whether one of these cells is not heard: since the start, or since its device failed. */
  boolean deaf(long mask) {
    for (int j = 0; j < cells.length; j++) {
      if ((mask >>> j & 1) != 0 && unheard[j]) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cell that may carry a part of what stands on one of these is not heard. */
  boolean besideDeaf(long mask) {
    for (int j = 0; j < cells.length; j++) {
      if (unheard[j] && (mask & beside[j]) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * A person counted goods on these cells while they were not heard. Of several cells nobody can
   * say which of them the difference is on.
   */
  void counted(long mask, double grams) {
    if (Long.bitCount(mask) == 1) {
      counted[Long.numberOfTrailingZeros(mask)] += grams;
    }
  }

  /** Whether all of these cells have settled since the start. */
  boolean known(long mask) {
    for (int j = 0; j < cells.length; j++) {
      boolean never = cells[j].nanos == Long.MIN_VALUE || Double.isNaN(track.level[j]);
      if ((mask >>> j & 1) != 0 && never) {
        return false;
      }
    }
    return settled();
  }

  boolean settled() {
    return track.state != LevelTrack.State.UNSETTLED;
  }

  /** The cell was not weighed for a while; what it shows next is compared with what it showed. */
  void gap(int local) {
    cells[local].forget();
    if (!unheard[local]) {
      unheard[local] = true;
      track.hear(unheard);
    }
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
    if (unheard[local]) {
      heard(local);
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

  private void heard(int local) {
    unheard[local] = false;
    track.hear(unheard);
    if (dark[local]) {
      dark[local] = false;
      waiting += fresh[local] ? 0 : 1;
    }
    boolean first = cells[local].nanos == Long.MIN_VALUE;
    if (settled()) {
      toldAt = 0;
      System.arraycopy(track.level, 0, expected, 0, expected.length);
      absentLong = false;
      track.unsettle();
    }
    absentLong |= first && !Double.isNaN(expected[local]);
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
      case TOUCHED -> told.touched();
      case SETTLED -> settledAgain(told);
      case CHANGED -> {
        if (decide(told)) {
          toldAt = nanos;
        }
      }
    }
    if (toldAt == 0 && track.state == LevelTrack.State.CALM) {
      // The level has been read anew.
      change().haste = null;
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
      change().haste = null;
    } else {
      change().haste = early;
    }
    toldAt = 0;
  }

  private void settledAgain(Told told) {
    double tolerance = absentLong ? 3 + 0.15 * lightest : 1 + 0.1 * lightest;
    boolean unmoved = compare(tolerance);
    // Nobody watched how it came about; the course of the change before says nothing of it.
    change().course.clear();
    change().haste = null;
    if (!moved(tolerance)) {
      settled(told, null, 1);
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
    double trust = absentLong ? OFFLINE_TRUST : GAP_TRUST;
    settled(told, verdict, unmoved ? UNMOVED_TRUST : trust);
  }

  /**
   * Measures against the level after the last count.
   *
   * @return whether the level before it fits as well: then the count corrected what was believed,
   *     and nothing has moved; or as much has come since as had left before
   */
  private boolean compare(double tolerance) {
    double[] after = new double[expected.length];
    boolean same = true;
    for (int j = 0; j < after.length; j++) {
      after[j] = expected[j] + counted[j];
      same &= unheard[j] || counted[j] == 0;
    }
    track.compare(expected, tolerance);
    boolean fits = !same && !moved(tolerance);
    track.compare(after, tolerance);
    return fits;
  }

  private boolean moved(double tolerance) {
    return change().moved != 0 && Math.abs(change().total) > tolerance;
  }

  private void settled(Told told, @Nullable Verdict verdict, double trust) {
    for (int j = 0; j < cells.length; j++) {
      if (unheard[j]) {
        // It will be judged by this, and by what a person counted, when it is heard again.
        track.level[j] = expected[j];
      } else {
        counted[j] = 0;
      }
    }
    Arrays.fill(expected, Double.NaN);
    track.settled();
    if (verdict != null) {
      told.tell(this, verdict, absentLong, trust);
    }
  }

  private boolean decide(Told told) {
    Change change = track.change;
    if (Math.abs(change.total) < Weights.negligible(lightest)) {
      giveUp(change);
      return false;
    }
    change.course.clear();
    Verdict first = told.think(this, false);
    if (first.nothing > NOTHING_LIKELY) {
      giveUp(change);
      return false;
    }
    if (!Patience.ends(change, first)) {
      return false;
    }
    track.describe();
    Verdict verdict = told.think(this, false);
    if (!Patience.ends(change, verdict)) {
      return false;
    }
    track.accept();
    early = told.tell(this, verdict, false, 1);
    return true;
  }

  private void giveUp(Change change) {
    if (Patience.givesUp(change)) {
      track.accept();
    }
  }

  double level(int local) {
    return track.level[local];
  }
}
