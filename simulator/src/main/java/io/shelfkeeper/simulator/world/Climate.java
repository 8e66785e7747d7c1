package io.shelfkeeper.simulator.world;

/** The temperature of the shop as a function of time: the day and the fridge's compressor. */
final class Climate {
  private static final double DAY_SECONDS = 86_400;
  private static final double COMPRESSOR_SECONDS = 1_500;

  private Climate() {}

  /** Kelvin above the temperature at the start. */
  static double kelvin(double seconds) {
    return 5 * StrictMath.sin(2 * Math.PI * seconds / DAY_SECONDS)
        + 0.4 * StrictMath.sin(2 * Math.PI * seconds / COMPRESSOR_SECONDS);
  }
}
