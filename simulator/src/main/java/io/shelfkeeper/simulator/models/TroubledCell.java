package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.world.Conversions;

/** What the bridge of a cell gives, with the troubles of its device that are on. */
public final class TroubledCell {
  private final String device;
  private final Conversions cell;
  private final Troubles troubles;
  private double frozenGrams;
  private boolean isFrozen;

  public TroubledCell(String device, Conversions cell, Troubles troubles) {
    this.device = device;
    this.cell = cell;
    this.troubles = troubles;
  }

  /** Grams, infinitely many if the bridge is at the end of its converter's range. */
  public double grams(long nanos) {
    double grams = cell.grams(nanos);
    if (on(Trouble.SATURATED, nanos)) {
      return Double.POSITIVE_INFINITY;
    }
    if (on(Trouble.OVERLOAD, nanos)) {
      grams += troubles.amount(device, Trouble.OVERLOAD, 25_000);
    }
    if (on(Trouble.LIFTED, nanos)) {
      grams = -troubles.amount(device, Trouble.LIFTED, 150);
    }
    if (on(Trouble.DRIFT, nanos)) {
      double minutes = (nanos - troubles.since(device, Trouble.DRIFT)) / 60e9;
      grams += troubles.amount(device, Trouble.DRIFT, 30) * minutes;
    }
    if (on(Trouble.REVERSED, nanos)) {
      grams = -grams;
    }
    boolean freeze = on(Trouble.FROZEN, nanos);
    frozenGrams = freeze && isFrozen ? frozenGrams : grams;
    isFrozen = freeze;
    return frozenGrams;
  }

  private boolean on(Trouble kind, long nanos) {
    return troubles.on(device, kind, nanos);
  }
}
