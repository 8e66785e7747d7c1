package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Stretches of a cell read ten times a second, with noise of 0.3 g, the newest step first. */
class RestFitTest {
  private static final double STEP_SECONDS = 0.1;
  private static final double NOISE_GRAMS = 0.3;
  private static final double LOAD_GRAMS = 760;
  private static final double STEADY_FINGER_GRAMS = 5;
  private static final int STEPS = 12;

  private enum Tail {
    ROUGH,
    SLOW,
    SWINGING
  }

  private final RestFit fit = new RestFit(STEP_SECONDS);

  /** Noise and a ringing that is rough, or that shows as one slow tail, swinging or not. */
  private static double[] stretch(Random random, double ring, Tail tail) {
    double[] x = new double[STEPS];
    for (int age = 0; age < STEPS; age++) {
      double since = (STEPS - 1 - age) * STEP_SECONDS;
      double swing =
          switch (tail) {
            case ROUGH -> random.nextGaussian();
            case SLOW -> 1;
            case SWINGING -> Math.cos(2 * Math.PI * 1.1 * since + 1);
          };
      double noise = NOISE_GRAMS * random.nextGaussian();
      x[age] = LOAD_GRAMS + ring * swing * Math.exp(-since / 0.35) + noise;
    }
    return x;
  }

  private void fit(double[] x) {
    for (int age = 0; age < x.length; age++) {
      fit.put(age, x[age], NOISE_GRAMS * NOISE_GRAMS);
    }
    fit.fit(3, x.length, 0);
  }

  @Test
  void aSlowTailIsARestWithALevelAndNotAHand() {
    tailIsARest(Tail.SLOW);
  }

  @Test
  void aSwingingTailIsARestWithALevelAndNotAHand() {
    tailIsARest(Tail.SWINGING);
  }

  private void tailIsARest(Tail tail) {
    double error2 = 0;
    double claimed2 = 0;
    double hand = 0;
    int seeds = 300;
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      fit(stretch(random, 6 * random.nextGaussian(), tail));
      fit.learn();
      error2 += (fit.level - LOAD_GRAMS) * (fit.level - LOAD_GRAMS) / seeds;
      claimed2 += fit.variance / seeds;
      hand += Unrest.ratio(fit.hand, STEADY_FINGER_GRAMS) / seeds;
    }
    assertTrue(error2 < 0.4 * 0.4, "error of the level: " + Math.sqrt(error2));
    assertTrue(error2 < 2.5 * claimed2, "claimed " + claimed2 + ", was " + error2);
    assertTrue(hand < -1, "log ratio of a finger: " + hand);
  }

  @Test
  void aShelfThatRingsTheSameWayEveryTimeIsLearned() {
    double before = meanError(200, false);
    double after = meanError(200, true);
    assertTrue(after < before, "error after learning " + after + ", before " + before);
  }

  private double meanError(int seeds, boolean learn) {
    double error = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      fit(stretch(random, 6 * random.nextGaussian(), Tail.SLOW));
      error += Math.abs(fit.level - LOAD_GRAMS) / seeds;
      if (learn) {
        fit.learn();
      }
    }
    return error;
  }

  @Test
  void aQuietShelfIsMeasuredAsWellAsItsNoiseAllows() {
    double error2 = 0;
    int seeds = 300;
    for (int seed = 0; seed < seeds; seed++) {
      fit(stretch(new Random(seed), 0, Tail.ROUGH));
      error2 += (fit.level - LOAD_GRAMS) * (fit.level - LOAD_GRAMS) / seeds;
      assertEquals(STEPS, fit.steps, 6);
    }
    double best = NOISE_GRAMS / Math.sqrt(STEPS);
    assertTrue(Math.sqrt(error2) < 1.7 * best, Math.sqrt(error2) + " of " + best);
  }
}
