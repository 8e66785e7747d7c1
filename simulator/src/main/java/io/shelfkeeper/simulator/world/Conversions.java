package io.shelfkeeper.simulator.world;

/** What a weighing board sees of its cell: grams, conversion by conversion. Times never go back. */
public interface Conversions {

  /** Grams of the newest conversion at that time, with plate and all errors. */
  double grams(long nanos);

  /** How far the newest conversions lie apart, grams. */
  double spread(int conversions);

  /** A cell that always says the same, for tests. */
  static Conversions fixed(double grams) {
    return new Conversions() {
      @Override
      public double grams(long nanos) {
        return grams;
      }

      @Override
      public double spread(int conversions) {
        return 0;
      }
    };
  }
}
