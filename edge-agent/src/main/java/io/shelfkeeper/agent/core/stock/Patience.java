package io.shelfkeeper.agent.core.stock;

/**
 * When to answer: at once when it is clear, and otherwise only as long as waiting can help. A hand
 * that may still be there is always worth waiting for.
 */
final class Patience {
  private static final double CLEAR = 0.99;
  private static final double CALM_CLEAR = 0.4;
  private static final double CALM_FITTING = 0.6;
  private static final double CALM_BLURRED = 0.9;
  private static final double CALM_UNKNOWN = 0.8;

  /** An error of more than this share of the packages' own variance can be made less by waiting. */
  private static final double BLUR = 0.35;

  private static final double ELSEWHERE_SECONDS = 1.2;
  private static final double HAND_MAX = 0.03;
  private static final double MISFIT_MAX = 3.5;

  /** Fewer readings of a slow cell are alike by chance too often. */
  private static final int ROWS_MIN = 5;

  /** Of so many, more are no better than what the next hand costs that comes meanwhile. */
  private static final int ROWS_ENOUGH = 10;

  private Patience() {}

  /** A change too small for any of our goods: from now on it is the level. */
  static boolean givesUp(Change change) {
    return change.calmSeconds > CALM_UNKNOWN;
  }

  /** Whether a hand may still be there. */
  static boolean isHand(Verdict verdict) {
    return verdict.outcomes.isEmpty() || verdict.handProbability > HAND_MAX;
  }

  static boolean ends(Change change, Verdict verdict) {
    if (change.elsewhere && change.calmSeconds < ELSEWHERE_SECONDS) {
      return false;
    }
    if (isHand(verdict)) {
      return false;
    }
    Verdict.Outcome best = verdict.best();
    boolean named = !best.foreign() || best.ways.getFirst().parts.getFirst().thing() != null;
    boolean fits = named && best.misfit() < MISFIT_MAX;
    return change.calmSeconds + 1e-9 >= calm(change, best, fits) && change.calmRows >= ROWS_MIN;
  }

  /** How long the shelf has to be calm before this is told, seconds. */
  private static double calm(Change change, Verdict.Outcome best, boolean fits) {
    if (!fits) {
      return CALM_UNKNOWN;
    }
    if (best.sure() >= CLEAR) {
      return CALM_CLEAR;
    }
    boolean blurred = change.totalVariance > BLUR * best.ways.getFirst().own;
    return blurred && change.calmRows < ROWS_ENOUGH ? CALM_BLURRED : CALM_FITTING;
  }
}
