package io.shelfkeeper.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The figures of the cell's physics, measured as an engineer would: over many samples. */
class CellTest {
  private static final long SECOND = 1_000_000_000L;

  private final Touches touches = new Touches();

  private Cell cell(CellProfile profile, long seed) {
    touches.rest(1_000);
    Cell cell = new Cell(profile, touches, new Dice(seed, "test"));
    cell.start();
    return cell;
  }

  private static CellProfile settling(int conversions, double creep) {
    return new CellProfile(10, conversions, 0, 0, 0, 0, creep, 300, 0, 0, 0.005);
  }

  private static double[] samples(Cell cell, int count, long from, long period) {
    double[] samples = new double[count];
    for (int i = 0; i < count; i++) {
      samples[i] = cell.grams(from + i * period);
    }
    return samples;
  }

  private static double deviation(double[] samples) {
    double mean = Arrays.stream(samples).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  @Test
  void oneConversionIsOffByAQuarterOfAGramAndALittle() {
    double[] samples = samples(cell(CellProfile.BOARD_10, 1), 3_000, SECOND, 110_000_000);
    double[] steps = new double[samples.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (samples[i + 1] - samples[i]) / Math.sqrt(2);
    }
    // White noise and quiet vibration: the root of 0.25² + 0.1² is 0.27.
    assertEquals(0.27, deviation(steps), 0.04);
  }

  @Test
  void stepShowsInFullAfterFourConversions() {
    Cell cell = cell(settling(4, 0), 2);
    cell.grams(SECOND);
    touches.add(new Touches.Step(1, 1e-9, -400));
    double[] seen = Arrays.stream(samples(cell, 60, SECOND, 10_000_000)).distinct().toArray();
    assertArrayNear(new double[] {1_000, 900, 800, 700, 600}, seen);
  }

  private static void assertArrayNear(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, Arrays.toString(actual));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 0.02);
    }
  }

  @Test
  void creepFollowsALoadChangeOverMinutes() {
    Cell cell = cell(settling(4, 0.001), 3);
    touches.add(new Touches.Step(1, 0.1, 5_000));
    double soon = cell.grams(2 * SECOND) - 6_000;
    double late = cell.grams(3_000 * SECOND) - 6_000;
    assertEquals(0, soon, 0.2);
    assertTrue(late > 2.4 && late < 7.6, late + " g of 5 g ± 50 %");
  }

  @Test
  void zeroDriftsWithTheTemperatureOverTheDay() {
    CellProfile drifting = new CellProfile(0.2, 4, 0, 0, 0, 1.0, 0, 300, 0, 0, 0.005);
    double widest = 0;
    for (long seed = 1; seed <= 4; seed++) {
      double[] day = samples(cell(drifting, seed), 96, SECOND, 900 * SECOND);
      double range =
          Arrays.stream(day).max().orElseThrow() - Arrays.stream(day).min().orElseThrow();
      assertTrue(range <= 10.8 * 1.5, range + " g at seed " + seed);
      widest = Math.max(widest, range);
    }
    assertTrue(widest > 3, widest + " g");
  }

  @Test
  void handThatPressesIsFeltAndGoesWithoutATrace() {
    Cell cell = cell(settling(1, 0), 5);
    touches.add(new Touches.Press(2, 2.6, 500));
    double[] samples = samples(cell, 50, SECOND, 100_000_000);
    assertTrue(Arrays.stream(samples).max().orElseThrow() > 1_250);
    assertEquals(1_000, samples[49], 0.01);
  }

  @Test
  void shockRingsForLessThanTwoSeconds() {
    CellProfile quiet = new CellProfile(10, 4, 0, 0, 0, 0, 0, 300, 0, 0, 0.005);
    Cell cell = cell(quiet, 6);
    touches.add(new Touches.Shock(5, 20));
    assertEquals(0, deviation(samples(cell, 40, SECOND, 100_000_000)), 0.001);
    assertTrue(deviation(samples(cell, 8, 5 * SECOND, 100_000_000)) > 2);
    assertEquals(0, deviation(samples(cell, 40, 7 * SECOND, 100_000_000)), 0.001);
  }

  @Test
  void conversionsComeAtTheCellsOwnClock() {
    CellProfile noisy = CellProfile.BOARD_10;
    long distinct =
        Arrays.stream(samples(cell(noisy, 7), 20_000, 0, 5_000_000))
            .boxed()
            .reduce(new long[] {0, 0}, CellTest::change, (a, b) -> a)[0];
    assertTrue(Math.abs(distinct - 1_000) < 60, distinct + " conversions in 100 s");
  }

  private static long[] change(long[] counted, double sample) {
    long bits = Double.doubleToLongBits(sample);
    return bits == counted[1] ? counted : new long[] {counted[0] + 1, bits};
  }
}
