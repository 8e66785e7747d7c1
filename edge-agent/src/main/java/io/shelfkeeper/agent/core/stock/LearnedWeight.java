package io.shelfkeeper.agent.core.stock;

import static io.shelfkeeper.agent.core.stock.Weights.square;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;

/**
 * What the packages of one product weigh: the site file's word at first, then more and more what
 * the shelves saw.
 *
 * <p>The site file's mean is either right, or off by a per cent or so. Which of the two, packages
 * have to prove: with mean {@code x} of {@code n} packages of spread {@code s} the odds of the
 * second grow by {@code N(x; site, t²+s²/n) / N(x; site, s²/n)}, {@code t} being one per cent. So a
 * few heavy packages move nothing, and a catalogue that is right stays as it is. The mean never
 * leaves the site file's by more than {@link #MEAN_MOST} of it, the spread never by more than
 * {@link #SPREAD_MOST}.
 *
 * <p>A new batch is noticed by a two-sided cumulative sum of the deviations (E. S. Page, Continuous
 * inspection schemes, Biometrika 41, 1954): it then begins anew with the packages since the shift.
 */
final class LearnedWeight {
  /** How far the mean may be learned away from the site file's, as a share of it. */
  static final double MEAN_MOST = 0.03;

  /** By which factor the spread may be learned away from the site file's. */
  static final double SPREAD_MOST = 2;

  /** The same where nobody has measured it: then the site file says nothing. */
  private static final double GUESS_MOST = 3.5;

  /** A spread counts as measured from so many packages on. */
  private static final double SPREAD_KNOWN = 10;

  /** So many packages the site file's spread is worth, and a guessed one. */
  private static final double SPREAD_WORTH = 20;

  private static final double GUESS_WORTH = 3;

  /** How often a site file's mean is off, and by what share of it. */
  private static final double OFF = 0.1;

  private static final double OFF_BY = 0.01;

  /** How often it is, after packages have shifted once. */
  private static final double OFF_AFTER_SHIFT = 0.9;

  /** A package further out counts as one at so many deviations. */
  private static final double FAR = 3;

  /** Before so many packages nobody knows what a shift would be a shift from. */
  private static final double SHIFT_FROM = 20;

  /** Half of the smallest shift that is looked for, in deviations. */
  private static final double SHIFT_SLACK = 0.5;

  /** With these two, chance alone raises an alarm once in ten thousand packages. */
  private static final double SHIFT_ALARM = 8;

  /** What is worth telling, as a share of the mean, and in standard errors. */
  private static final double TELL = 0.003;

  private static final double TELL_ERRORS = 3;

  /** So few packages say nothing about bounds. */
  private static final double OUT_FROM = 5;

  private static final int VERSION = 1;

  /** What one package has taught. */
  enum News {
    NONE,
    /** Mean or spread are not what was told last. */
    LEARNED,
    /** Packages weigh something else than they did until now. */
    SHIFTED
  }

  /** As the site file says. */
  final double siteGrams;

  final double siteSpread;
  private final boolean siteGuessed;

  private final Moments all = new Moments();
  private final Moments heavier = new Moments();
  private final Moments lighter = new Moments();
  private double heavierSum;
  private double lighterSum;
  private boolean shifted;
  private boolean toldGuessed;

  /** Mean that was told last. */
  double toldGrams;

  /** Variance of the mean that was seen. */
  private double error;

  /** Whether it differs from what was last stored. */
  boolean changed;

  /** To be reckoned with. */
  double grams;

  double spread;
  boolean guessed;

  /** Mean that the shelves saw, however far off; not a number before the first package. */
  double seen = Double.NaN;

  /**
   * @param spread standard deviation between packages in grams, 0 if nobody measured it
   */
  LearnedWeight(double grams, double spread) {
    siteGrams = grams;
    siteSpread = spread;
    siteGuessed = spread <= 0;
    forget();
  }

  /** Back to the site file's word. */
  void forget() {
    all.clear();
    clearSums();
    shifted = false;
    toldGrams = siteGrams;
    toldGuessed = siteGuessed;
    changed = true;
    reckon();
  }

  private void clearSums() {
    heavier.clear();
    lighter.clear();
    heavierSum = 0;
    lighterSum = 0;
  }

  /** Packages that it knows from. */
  int packages() {
    return (int) all.count;
  }

  /** Whether the shelves see something that is further off than may be learned. */
  boolean isOutOfBounds() {
    return all.count >= OUT_FROM && Math.abs(seen - siteGrams) > MEAN_MOST * siteGrams;
  }

  /**
   * One package was weighed by itself.
   *
   * @param variance of the error of this weight, grams squared
   */
  News weighed(double weight, double variance) {
    double deviation = Math.sqrt(spread * spread + variance);
    boolean known = all.count >= SHIFT_FROM;
    double middle = known ? seen : grams;
    double z = Math.clamp((weight - middle) / deviation, -FAR, FAR);
    double kept = middle + z * deviation;
    all.add(kept, variance);
    changed = true;
    boolean shift = known && shift(z, kept, variance);
    if (shift) {
      all.take(heavierSum > lighterSum ? heavier : lighter);
      clearSums();
      shifted = true;
    }
    reckon();
    double worth = Math.max(TELL * siteGrams, TELL_ERRORS * Math.sqrt(error));
    boolean moved = Math.abs(grams - toldGrams) > worth;
    if (!shift && !moved && guessed == toldGuessed) {
      return News.NONE;
    }
    return shift ? News.SHIFTED : News.LEARNED;
  }

  /** It is being told. */
  void tell() {
    toldGrams = grams;
    toldGuessed = guessed;
  }

  private boolean shift(double z, double weight, double variance) {
    heavierSum = sum(heavierSum + z, heavier, weight, variance);
    lighterSum = sum(lighterSum - z, lighter, weight, variance);
    return Math.max(heavierSum, lighterSum) > SHIFT_ALARM;
  }

  /** Counts only from where the sum last was nothing: there the shift must have begun. */
  private static double sum(double with, Moments since, double weight, double variance) {
    double sum = Math.max(0, with - SHIFT_SLACK);
    if (sum == 0) {
      since.clear();
    } else {
      since.add(weight, variance);
    }
    return sum;
  }

  private void reckon() {
    double guess = Weights.spread(siteGrams, siteSpread);
    double n = all.count;
    guessed = siteGuessed && n < SPREAD_KNOWN;
    if (n < 1) {
      grams = siteGrams;
      spread = guess;
      seen = Double.NaN;
      return;
    }
    seen = all.mean;
    double worth = siteGuessed ? GUESS_WORTH : SPREAD_WORTH;
    double most = siteGuessed ? GUESS_MOST : SPREAD_MOST;
    double scatter = Math.max(0, all.scatter - all.noise);
    double own = Math.sqrt((worth * guess * guess + n * scatter) / (worth + n - 1));
    own = Math.clamp(own, guess / most, guess * most);

    double off = seen - siteGrams;
    error = (own * own + all.noise) / n;
    double wrong = square(OFF_BY * siteGrams);
    double often = shifted ? OFF_AFTER_SHIFT : OFF;
    double odds =
        Math.log(often / (1 - often))
            + Weights.logNormal(off, 0, wrong + error)
            - Weights.logNormal(off, 0, error);
    double probability = 1 / (1 + Math.exp(-odds));
    double by = wrong / (wrong + error) * off;
    double bound = MEAN_MOST * siteGrams;
    grams = siteGrams + Math.clamp(probability * by, -bound, bound);
    // While nobody knows which of the two is true, either may be.
    double undecided = probability * (1 - probability) * by * by;
    spread = Math.sqrt(own * own + undecided);
  }

  byte[] state() {
    StateWriter out = new StateWriter(VERSION).real(siteGrams).real(siteSpread);
    all.write(out);
    heavier.write(out);
    lighter.write(out);
    out.real(heavierSum).real(lighterSum).number(shifted ? 1 : 0);
    out.real(toldGrams).number(toldGuessed ? 1 : 0);
    return out.bytes();
  }

  /**
   * Goes on from what {@link #state} said before. If the site file says something else by now, that
   * is the newer word, and what was learned is left behind.
   *
   * @return the mean that was told last, if something was left behind; else not a number
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  double restore(byte[] state) {
    StateReader in = new StateReader(state, VERSION);
    boolean same = in.real() == siteGrams;
    same &= in.real() == siteSpread;
    Moments one = Moments.read(in);
    Moments two = Moments.read(in);
    Moments three = Moments.read(in);
    double up = in.real();
    double down = in.real();
    boolean was = in.number() == 1;
    double told = in.real();
    boolean toldGuess = in.number() == 1;
    boolean sound = one.isSound() && two.isSound() && three.isSound();
    if (!sound || !Double.isFinite(up + down + told)) {
      return Double.NaN;
    }
    if (!same) {
      changed = true;
      return one.count > 0 ? told : Double.NaN;
    }
    all.take(one);
    heavier.take(two);
    lighter.take(three);
    heavierSum = up;
    lighterSum = down;
    shifted = was;
    toldGrams = told;
    toldGuessed = toldGuess;
    changed = false;
    reckon();
    return Double.NaN;
  }
}
