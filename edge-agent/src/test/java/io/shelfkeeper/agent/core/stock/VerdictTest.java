package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final List<Part> ONE = List.of(new Part(0, -1));
  private static final List<Part> OTHER = List.of(new Part(1, -1));
  private static final List<Part> HAND = List.of(new Part(Layout.HAND, 0));

  private static Verdict.Explanation way(List<Part> parts, double probability) {
    return new Verdict.Explanation(parts, Math.log(probability), 0, -100, 1);
  }

  @Test
  void aLightHandOnTheSameGoodsMakesTheGoodsNoLessSure() {
    Verdict.Explanation same = way(HAND, 0.03);
    same.below = ONE;
    Verdict verdict = new Verdict(List.of(way(ONE, 0.95), way(OTHER, 0.01), same, way(HAND, 0.01)));
    assertEquals(0.98, verdict.best().sure(), 1e-9);
    assertEquals(0.95, verdict.best().probability, 1e-9);
    assertEquals(0.01, verdict.handProbability, 1e-9);
    assertEquals(0.01, verdict.outcomes.getLast().sure(), 1e-9);
  }

  /**
   * Two packages and a hand that leans on them were told as a stranger, at a quarter of the odds.
   */
  @Test
  void whatIsToldIsTheLikeliestWithOrWithoutALightHandOnIt() {
    Verdict.Explanation leaning = way(HAND, 0.65);
    leaning.below = ONE;
    Verdict verdict = new Verdict(List.of(way(OTHER, 0.25), way(ONE, 0.1), leaning));
    assertEquals(ONE, verdict.best().parts);
  }

  @Test
  void manyUnlikelyWaysToTheSameGoodsAddUp() {
    List<Verdict.Explanation> all = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      all.add(way(ONE, 0.00005));
    }
    all.add(way(OTHER, 0.85));
    Verdict verdict = new Verdict(all);
    assertEquals(0.15, verdict.probability(ONE), 1e-6);
    assertTrue(verdict.outcomes.getLast().ways.size() < 100);
  }
}
