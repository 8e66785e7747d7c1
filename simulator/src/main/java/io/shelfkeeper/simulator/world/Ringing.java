package io.shelfkeeper.simulator.world;

/**
 * Narrow-band noise of deviation 1: what a shelf does after a knock, as a slow converter sees it.
 */
final class Ringing {
  private static final double DAMPING = 0.9;

  private final double first;
  private final double second = -DAMPING * DAMPING;
  private final double norm;
  private final Dice dice;
  private double last;
  private double beforeLast;

  Ringing(double hertz, double stepSeconds, Dice dice) {
    double turn = 2 * Math.PI * hertz * stepSeconds;
    first = 2 * DAMPING * StrictMath.cos(turn);
    double variance = (1 - second) / ((1 + second) * ((1 - second) * (1 - second) - first * first));
    norm = 1 / StrictMath.sqrt(variance);
    this.dice = dice;
  }

  double next() {
    double now = first * last + second * beforeLast + dice.gauss();
    beforeLast = last;
    last = now;
    return now * norm;
  }
}
