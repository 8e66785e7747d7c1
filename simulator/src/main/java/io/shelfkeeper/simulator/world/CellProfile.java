package io.shelfkeeper.simulator.world;

/**
 * How a weighing cell and its converter err. Figures of a usual board, not of a laboratory.
 *
 * @param conversionsPerSecond nominal; each cell's own oscillator is off by about 1 %
 * @param settlingConversions how many conversions the converter's filter averages
 * @param whiteGrams deviation of the noise of one conversion
 * @param wanderGrams deviation of the slow noise, time constant 3 s
 * @param shakingGrams deviation of the vibration of a shop at rest
 * @param gramsPerKelvin drift with temperature; each cell gets up to 1.5 times of it, either way
 * @param creepShare share of a load change that follows later
 * @param creepSeconds time constant of that
 * @param walkGrams random walk, grams per root minute
 * @param plateGrams what stands on the cell before any goods do; each cell has its own, some per
 *     cent around this
 * @param resolutionGrams smallest step of a conversion
 */
public record CellProfile(
    double conversionsPerSecond,
    int settlingConversions,
    double whiteGrams,
    double wanderGrams,
    double shakingGrams,
    double gramsPerKelvin,
    double creepShare,
    double creepSeconds,
    double walkGrams,
    double plateGrams,
    double resolutionGrams) {

  /**
   * A 20 kg cell of class C3 on a 24-bit converter at 10 conversions a second: 50 nV of noise are
   * 0.12 g, doubled for board and cable.
   */
  public static final CellProfile BOARD_10 =
      new CellProfile(10, 4, 0.25, 0.15, 0.1, 0.3, 0.0004, 300, 0.02, 400, 0.005);

  /** A cheap 10 kg cell in a fridge. */
  public static final CellProfile CHEAP_10 =
      new CellProfile(10, 4, 0.5, 0.4, 0.8, 1.0, 0.001, 400, 0.02, 400, 0.005);

  /** No noise, no drift, no plate, settled at once: for tests that count bytes. */
  public static final CellProfile IDEAL = new CellProfile(10, 1, 0, 0, 0, 0, 0, 300, 0, 0, 0.005);
}
