package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.world.Conversions;
import java.util.function.DoubleSupplier;

/** Cells and troubles for tests. */
final class Loads {
  private Loads() {}

  static Conversions of(double grams, double spread) {
    return new Conversions() {
      @Override
      public double grams(long nanos) {
        return grams;
      }

      @Override
      public double spread(int conversions) {
        return spread;
      }
    };
  }

  /** A load that the test changes. */
  static Conversions of(DoubleSupplier grams) {
    return new Conversions() {
      @Override
      public double grams(long nanos) {
        return grams.getAsDouble();
      }

      @Override
      public double spread(int conversions) {
        return 0;
      }
    };
  }

  static Troubles.Active always(String target, Trouble kind) {
    return new Troubles.Active(target, kind, Double.NaN, 0, Long.MAX_VALUE);
  }
}
