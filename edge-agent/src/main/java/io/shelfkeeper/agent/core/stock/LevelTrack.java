package io.shelfkeeper.agent.core.stock;

import static io.shelfkeeper.agent.core.stock.Weights.square;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Knows at which level the cells of one shelf rest, and notices when they come to rest at another.
 * It follows slow drift while nothing happens and stands still while a hand is there; it never
 * takes the first level after a start for zero.
 */
final class LevelTrack {
  enum State {
    /** No level yet since the start or a gap. */
    UNSETTLED,
    CALM,
    DISTURBED
  }

  /** What a row of samples brought. */
  enum News {
    NONE,
    /** Somebody was here and has gone; everything is as before. */
    TOUCHED,
    /** First level since the start or a gap; compare with what was expected. */
    SETTLED,
    /** At rest at another level: {@link #change} says by how much; accept it or wait. */
    CHANGED
  }

  private static final double STEP_SECONDS = 0.1;
  private static final double LAG_SECONDS = 0.3;
  private static final double FOLLOW_SECONDS = 2;
  private static final double TAIL_SECONDS = 2.5;
  private static final double CALM_SECONDS_MAX = 1.6;
  private static final double CALM_AGAIN_SECONDS = 0.4;
  private static final double SETTLE_SECONDS = 1.2;
  private static final double PATIENCE_SECONDS = 4;
  private static final int CALM_STEPS_MIN = 3;

  /** Slow cells get the time to show as many. */
  private static final int CALM_STEPS_ENOUGH = 6;

  private static final double ELSEWHERE = 2;

  /** A good cell's error of span, and what it still creeps, as a share of a change. */
  private static final double SPAN = 0.0005;

  /** A hand that stays is steady for so long before it moves, seconds. */
  private static final double STILL_SECONDS = 0.7;

  private static final double STEADY_HAND = 0.03;

  final Change change;

  /** Of a cell that is not heard: the last that was known of it, or not a number. */
  final double[] level;

  /** What a level wanders between two rests, variance in grams squared. */
  final double[] error;

  State state = State.UNSETTLED;

  private final Rows rows;

  /** The rows of all other cells are stale: they neither move nor rest nor keep these from it. */
  private int[] heard = {};

  private final double rowSeconds;
  private final double lightest;

  /** Rows are looked at in steps of about a tenth of a second: a ringing shelf averages out. */
  private final int stride;

  private final double stepSeconds;
  final Noise noise;
  private final RestFit[] fit;
  private final Retrace retrace = new Retrace();
  private final Settling settling;
  private final double[] before;
  private final double[] fast;
  private final double[] tailGrams;
  private final double[] still;
  private long stillFrom;
  private long calmFrom;
  private long unsettledFrom;
  private boolean guessed;
  private long tailUntil;
  private long disturbedFrom;
  private int calmSteps;
  private boolean onItsWay;

  /** Whether the disturbance ever was more than shaking. */
  private boolean touched;

  /** Number of rows when {@link #describe} was called last; older ones are of another change. */
  private long described;

  /** How many rows the level is a mean of. */
  private double levelRows;

  /** Error with which each level was read, as far as rows since have not made up for it. */
  private final double[] misread;

  /** Error of the levels before the change accepted last, variance in grams squared. */
  private final double[] beforeVariance;

  LevelTrack(Rows rows, double rowSeconds, double lightest) {
    this.rows = rows;
    this.rowSeconds = rowSeconds;
    this.lightest = lightest;
    stride = Math.max(1, (int) Math.round(STEP_SECONDS / rowSeconds));
    stepSeconds = stride * rowSeconds;
    int n = rows.cells;
    settling = new Settling(rowSeconds);
    noise = new Noise(rows, stride);
    change = new Change(n);
    level = new double[n];
    error = new double[n];
    before = new double[n];
    misread = new double[n];
    beforeVariance = new double[n];
    fast = new double[n];
    tailGrams = new double[n];
    still = new double[n];
    fit = new RestFit[n];
    for (int j = 0; j < n; j++) {
      fit[j] = new RestFit(stepSeconds);
    }
  }

  /** Which cells have a say from now on. */
  void hear(boolean[] unheard) {
    heard = IntStream.range(0, rows.cells).filter(j -> !unheard[j]).toArray();
  }

  void unsettle() {
    state = State.UNSETTLED;
    unsettledFrom = rows.count();
  }

  /** Looks at the newest row. */
  News row() {
    return switch (state) {
      case UNSETTLED -> settle();
      case CALM -> follow();
      case DISTURBED -> comeToRest();
    };
  }

  private int rowsOf(double seconds) {
    return Math.max(1, (int) Math.round(seconds / rowSeconds));
  }

  private News settle() {
    int need = Math.max(8, rowsOf(SETTLE_SECONDS));
    long last = rows.count() - 1;
    if (last - unsettledFrom + 1 < need + stride) {
      return News.NONE;
    }
    // A shelf that shakes more than we knew settles in the end, a hand goes away before.
    double late = unsettledSeconds() / PATIENCE_SECONDS - 1;
    double patience = Math.pow(2, Math.clamp(late, 0, 10));
    double unrest = patience * Math.max(0.3, 0.08 * Math.min(100, lightest));
    for (int j : heard) {
      if (!noise.known(j) || guessed) {
        guessed = true;
        noise.guess(j, last, need, unrest);
      }
    }
    for (int j : heard) {
      double tolerance = Math.max(3 * noise.row(j), Math.min(0.04 * lightest, 5));
      if (!rows.flat(j, last, need, patience * tolerance)) {
        return News.NONE;
      }
    }
    for (int j : heard) {
      level[j] = rows.mean(j, last, need);
      error[j] = Math.max(0.04, noise.row(j) * noise.row(j));
    }
    return News.SETTLED;
  }

  /** The level of {@link News#SETTLED} is what the shelf will be judged by. */
  void settled() {
    guessed = false;
    levelRows = Math.max(8, rowsOf(SETTLE_SECONDS));
    Arrays.fill(misread, 0);
    enterCalm(rows.count() - 1 - lag());
    tailUntil = 0;
  }

  private double threshold(int cell, double sigma) {
    double t = Math.max(sigma, Weights.negligible(lightest));
    return rows.count() <= tailUntil ? Math.max(t, tailGrams[cell]) : t;
  }

  private int lag() {
    return rowsOf(LAG_SECONDS);
  }

  private void enterCalm(long from) {
    state = State.CALM;
    System.arraycopy(level, 0, fast, 0, level.length);
    calmFrom = from;
  }

  private News follow() {
    long last = rows.count() - 1;
    for (int j : heard) {
      double sudden = threshold(j, 4.5 * noise.row(j));
      double lasting = threshold(j, 5 * Math.sqrt(error[j] + 0.01));
      if (Math.abs(rows.mean(last, j) - level[j]) > sudden
          || Math.abs(fast[j] - level[j]) > lasting) {
        state = State.DISTURBED;
        touched = false;
        disturbedFrom = last;
        stillFrom = last;
        return News.NONE;
      }
    }
    double quick = Math.min(1, rowSeconds / LAG_SECONDS);
    for (int j : heard) {
      fast[j] += quick * (rows.mean(last, j) - fast[j]);
    }
    long row = last - lag();
    if (row > calmFrom) {
      drift(row);
    }
    return News.NONE;
  }

  private void drift(long row) {
    levelRows = Math.min(levelRows + 1, FOLLOW_SECONDS / rowSeconds);
    boolean tail = rows.count() <= tailUntil;
    double a = Math.min(0.05, rowSeconds / 20);
    for (int j : heard) {
      double shift = (rows.mean(row, j) - level[j]) / levelRows;
      level[j] += shift;
      misread[j] = square(1 - 1 / levelRows) * misread[j] + shift * shift;
      if (!tail) {
        noise.learn(j, row, a);
        double away = fast[j] - level[j];
        error[j] += a * (Math.min(away * away, 9 * error[j] + 0.01) - error[j]);
      }
    }
  }

  private News comeToRest() {
    long last = rows.count() - 1;
    long since = (last - disturbedFrom + 1) / stride;
    int longest = Math.max(CALM_STEPS_ENOUGH, (int) (CALM_SECONDS_MAX / stepSeconds));
    int most = (int) Math.min(longest, since);
    if (most < CALM_STEPS_MIN) {
      return News.NONE;
    }
    measure(last, most);
    if (change.moved == 0) {
      if (change.calmSeconds >= CALM_AGAIN_SECONDS) {
        enterCalm(last - (long) calmSteps * stride + 1);
        return touched ? News.TOUCHED : News.NONE;
      }
      return News.NONE;
    }
    touched |= Math.abs(change.total) > Weights.negligible(lightest);
    return onItsWay ? News.NONE : News.CHANGED;
  }

  private void measure(long last, int most) {
    change.moved = 0;
    change.misread = 0;
    double biggest = 0;
    for (int j : heard) {
      look(j, last, most);
      fit[j].fit(CALM_STEPS_MIN, most, level[j]);
      change.grams[j] = fit[j].level - level[j];
      double read = rowsVariance(j);
      change.variance[j] =
          0.01 + error[j] + fit[j].variance + read + square(SPAN * change.grams[j]);
      biggest = Math.max(biggest, Math.abs(change.grams[j]));
    }
    double least = Math.max(Math.min(0.15 * lightest, 5), 0.04 * biggest);
    calmSteps = most;
    int allSteps = most;
    change.certain();
    boolean same = true;
    onItsWay = false;
    for (int j : heard) {
      double far = Math.max(least, 4 * Math.sqrt(change.variance[j]));
      allSteps = Math.min(allSteps, fit[j].steps);
      if (Math.abs(change.grams[j]) > far) {
        change.moved |= 1L << j;
        calmSteps = Math.min(calmSteps, fit[j].steps);
        onItsWay |= fit[j].onItsWay;
        suspect(j);
        same &= Math.abs(fit[j].level - still[j]) < steady(j);
        // Whether it moved, and whether a hand is there, is seen from the new level alone.
        double unread = levelVariance(j) - rowsVariance(j);
        change.misread += unread;
        change.variance[j] += unread;
      } else if (Unrest.ratio(fit[j].hand, 30) > ELSEWHERE) {
        change.elsewhere = true;
      }
    }
    if (change.moved == 0) {
      calmSteps = allSteps;
    }
    stillness(last, same);
    change.calmSeconds = (calmSteps - 1) * stepSeconds;
    change.calmRows = calmSteps * stride;
    change.disturbedSeconds = (last - disturbedFrom + 1) * rowSeconds;
    change.sum();
  }

  /** Error of a level, as far as its rows were at rest, grams squared. */
  private double rowsVariance(int cell) {
    return square(noise.floor(cell)) * stride / levelRows;
  }

  /** Error of a level: where a hand came or the shelf still rang, it was read with doubt. */
  private double levelVariance(int cell) {
    return Math.max(misread[cell], rowsVariance(cell));
  }

  /** Within so many grams a level is the same as before: less than any hand's force would stray. */
  private double steady(int cell) {
    double sigma = Math.sqrt(change.variance[cell]);
    return Math.min(4 * sigma, Math.max(sigma, STEADY_HAND * Math.abs(change.grams[cell])));
  }

  /** A level that stays for longer than the fit looks back speaks against a hand all the more. */
  private void stillness(long last, boolean same) {
    if (!same) {
      stillFrom = last;
      for (int j : heard) {
        still[j] = fit[j].level;
      }
    }
    double longer = (last - stillFrom) * rowSeconds / STILL_SECONDS;
    for (int k = 0; k < Unrest.KINDS; k++) {
      change.hand[k] -= longer;
    }
  }

  /** Fills in what the moved cells showed since they left their level. */
  void describe() {
    long last = rows.count() - 1;
    described = rows.count();
    retrace.begin();
    for (long row = Math.max(disturbedFrom - 2, last - 88); row <= last; row++) {
      double y = 0;
      double v = 0;
      for (int j : heard) {
        if (change.moved(j)) {
          y += rows.mean(row, j) - level[j];
          v += Math.min(square(2 + 3 * noise.row(j)), noise.rowVariance(j, row));
        }
      }
      retrace.add(y, v);
    }
    retrace.fill(change.course, rowSeconds, change.total, stride > 1 ? 1 : settling.rows());
  }

  /** The change is explained, or will never be: from now on the new level is the level. */
  void accept() {
    if (stride == 1 && described == rows.count()) {
      retrace.learn(settling, change.total);
    }
    for (int j : heard) {
      before[j] = level[j];
      beforeVariance[j] = levelVariance(j);
      level[j] = fit[j].level;
      misread[j] = fit[j].variance;
      if (change.moved(j)) {
        fit[j].learn();
      }
      tailGrams[j] = 0.02 * Math.abs(change.grams[j]);
    }
    tailUntil = rows.count() + rowsOf(TAIL_SECONDS);
    levelRows = (double) calmSteps * stride;
    // The rows of the rest are in the level already.
    enterCalm(rows.count() - 1);
  }

  /** The change accepted last, with all that was seen of the new level since. */
  void measureAgain() {
    for (int j = 0; j < rows.cells; j++) {
      double grams = level[j] - before[j];
      change.grams[j] = Double.isNaN(grams) ? 0 : grams;
      change.variance[j] =
          0.01 + error[j] + levelVariance(j) + beforeVariance[j] + square(SPAN * change.grams[j]);
    }
    change.misread = 0;
    change.certain();
    change.sum();
  }

  /** Measures the change since {@code expected}, after {@link News#SETTLED}. */
  void compare(double[] expected, double toleranceGrams) {
    long last = rows.count() - 1;
    int steps = Math.max(CALM_STEPS_MIN, rowsOf(SETTLE_SECONDS) / stride);
    change.moved = 0;
    change.misread = 0;
    change.certain();
    for (int j : heard) {
      double d = Double.isNaN(expected[j]) ? 0 : level[j] - expected[j];
      change.grams[j] = d;
      change.variance[j] =
          0.05 + error[j] + toleranceGrams * toleranceGrams / 16 + square(SPAN * d);
      if (Math.abs(d) > toleranceGrams) {
        change.moved |= 1L << j;
        look(j, last, steps);
        fit[j].fitStill(steps, expected[j]);
        suspect(j);
      }
    }
    change.calmSeconds = SETTLE_SECONDS;
    change.calmRows = steps * stride;
    change.disturbedSeconds = SETTLE_SECONDS;
    change.sum();
  }

  /** For how long the level has been unknown. */
  double unsettledSeconds() {
    return (rows.count() - unsettledFrom) * rowSeconds;
  }

  private void look(int cell, long last, int steps) {
    for (int i = 0; i < steps; i++) {
      long end = last - (long) i * stride;
      fit[cell].put(i, noise.step(cell, end), noise.variance(cell, end));
    }
  }

  private void suspect(int cell) {
    for (int k = 0; k < Unrest.KINDS; k++) {
      change.hand[k] = Math.max(change.hand[k], fit[cell].hand[k]);
    }
  }
}
