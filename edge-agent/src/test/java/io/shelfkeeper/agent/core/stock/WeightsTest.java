package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WeightsTest {
  @Test
  void aGuessedSpreadIsADensityWithHeavyTails() {
    double spread = Weights.spread(250, 0);
    double guess = spread * spread;
    double sum = 0;
    for (double x = 100; x < 400; x += 0.05) {
      sum += 0.05 * Math.exp(Weights.logGuessed(x, 250, guess, 0.1));
    }
    assertEquals(1, sum, 1e-6);
    double far = 250 + 5 * spread;
    double lighter = Weights.logNormal(far, 250, guess + 0.1);
    assertTrue(Weights.logGuessed(far, 250, guess, 0.1) > lighter + 5);
  }

  @Test
  void aMeasuredSpreadIsTakenAsItIs() {
    assertEquals(3.5, Weights.spread(250, 3.5));
    assertTrue(Weights.spread(250, 0) > 1);
  }
}
