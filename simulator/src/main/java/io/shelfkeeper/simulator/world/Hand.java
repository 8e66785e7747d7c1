package io.shelfkeeper.simulator.world;

import java.util.List;
import java.util.function.Function;

/**
 * How a hand moves goods: press, lift, shaking of the fixture. Decides the timing only; what is
 * taken was decided before.
 */
final class Hand {
  private final Dice dice;
  private final Function<String, Touches> touchesOf;

  Hand(Dice dice, Function<String, Touches> touchesOf) {
    this.dice = dice;
    this.touchesOf = touchesOf;
  }

  /** Most people hold two in one grip as often as they take one after the other. */
  boolean gripsAllAtOnce() {
    return dice.chance(0.5);
  }

  double pauseSeconds() {
    return dice.between(0.15, 0.6);
  }

  /**
   * Moves packages in one grip.
   *
   * @param sign 1 to put, -1 to take
   * @param neighbours cells of the fixture; they feel a third of the shaking
   * @return when the motion is over, seconds
   */
  double grip(
      double from, BayPlan at, List<Bay.Placed> packs, int sign, Iterable<String> neighbours) {
    double weight = packs.stream().mapToDouble(one -> one.pack().grams()).sum();
    double[] onCell = new double[at.cells().size()];
    for (Bay.Placed one : packs) {
      for (int cell = 0; cell < onCell.length; cell++) {
        onCell[cell] += one.pack().grams() * one.shares()[cell];
      }
    }
    double lift = press(from, weight, touchesOf.apply(at.cells().get(heaviest(onCell))));
    double rise = dice.between(0.06, 0.35);
    double shock = (3 + 0.02 * weight) * dice.between(0.5, 1.5);
    for (int cell = 0; cell < onCell.length; cell++) {
      Touches touches = touchesOf.apply(at.cells().get(cell));
      if (onCell[cell] > 0) {
        touches.add(new Touches.Step(lift, rise, sign * onCell[cell]));
      }
      touches.add(new Touches.Shock(lift, shock));
    }
    for (String neighbour : neighbours) {
      touchesOf.apply(neighbour).add(new Touches.Shock(lift, 0.3 * shock));
    }
    return lift + rise;
  }

  /** In 7 of 10 cases the hand rests on the goods for a moment. */
  private double press(double from, double weight, Touches touches) {
    if (!dice.chance(0.7)) {
      return from;
    }
    double until = from + dice.between(0.15, 0.6);
    double grams = Math.min(900, 20 + weight * 0.5 * dice.exponential());
    touches.add(new Touches.Press(from, until, grams));
    return until;
  }

  private static int heaviest(double[] onCell) {
    int heaviest = 0;
    for (int cell = 1; cell < onCell.length; cell++) {
      heaviest = onCell[cell] > onCell[heaviest] ? cell : heaviest;
    }
    return heaviest;
  }
}
