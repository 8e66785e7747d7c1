package io.shelfkeeper.agent.core.stock;

/**
 * How hands waver: the force of an arm that leans or a finger that presses strays by a share of
 * itself within a tenth of a second. Nobody keeps a force as still as a bottle stands.
 */
final class Unrest {
  /** Kinds of unrest that are told apart: 0.7 g, 1.4 g, 2.8 g ... in a tenth of a second. */
  static final int KINDS = 8;

  private static final double LEAST_GRAMS = 0.7;
  private static final double[] SHARES = {0.03, 0.1, 0.25};

  /** How many hands are as steady as that, as a logarithm. */
  private static final double[] HANDS_LOG = {Math.log(0.2), Math.log(0.4), Math.log(0.4)};

  private static final double OWN_GRAMS = 0.5;

  private Unrest() {}

  /** Variance that a kind gains within a tenth of a second, grams squared. */
  static double grams2(int kind) {
    double grams = LEAST_GRAMS * (1 << kind);
    return grams * grams;
  }

  /**
   * @param hand log likelihood ratios by kind
   * @param grams force of the hand
   * @return the ratio for any hand of that force, steady or shaky
   */
  static double ratio(double[] hand, double grams) {
    double sum = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SHARES.length; i++) {
      double stray = SHARES[i] * Math.abs(grams) + OWN_GRAMS;
      long kind = Math.round(Math.log(stray / LEAST_GRAMS) / Math.log(2));
      double log = hand[(int) Math.max(0, Math.min(KINDS - 1, kind))];
      sum = Weights.logSum(sum, HANDS_LOG[i] + log);
    }
    return sum;
  }
}
