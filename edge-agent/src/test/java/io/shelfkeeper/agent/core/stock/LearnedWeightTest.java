package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.state.StateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnedWeightTest {
  private static final double SITE = 200;
  private static final double SPREAD = 2;
  private static final double ERROR2 = 0.1;

  private static List<LearnedWeight.News> weigh(
      LearnedWeight weight, int packages, double mean, double spread, long seed) {
    Random random = new Random(seed);
    List<LearnedWeight.News> news = new ArrayList<>();
    for (int i = 0; i < packages; i++) {
      LearnedWeight.News one =
          weight.weighed(
              mean + spread * random.nextGaussian() + Math.sqrt(ERROR2) * random.nextGaussian(),
              ERROR2);
      if (one != LearnedWeight.News.NONE) {
        news.add(one);
        weight.tell();
      }
    }
    return news;
  }

  @Test
  void aCatalogueThatIsRightStaysAsItIs() {
    double worst = 0;
    int told = 0;
    for (int seed = 0; seed < 40; seed++) {
      LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
      told += weigh(weight, 60, SITE, SPREAD, seed).size();
      worst = Math.max(worst, Math.abs(weight.grams - SITE));
      assertEquals(SPREAD, weight.spread, 0.6);
    }
    assertTrue(worst < 0.5 * SPREAD, "off by " + worst);
    assertTrue(told <= 2, told + " of 40 told");
  }

  /** Chance alone may raise the alarm of a new batch, once in ten thousand packages. */
  @Test
  void aMeanThatIsOnePerCentOffHeals() {
    int healed = 0;
    for (int seed = 0; seed < 20; seed++) {
      LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
      List<LearnedWeight.News> news = weigh(weight, 40, 1.01 * SITE, SPREAD, seed);
      healed += Math.abs(weight.grams - 1.01 * SITE) < 0.5 * SPREAD ? 1 : 0;
      assertTrue(news.contains(LearnedWeight.News.LEARNED), "seed " + seed + " " + news);
    }
    assertTrue(healed >= 19, healed + " of 20");
  }

  @Test
  void aSpreadThatNobodyMeasuredIsMeasured() {
    LearnedWeight weight = new LearnedWeight(SITE, 0);
    assertTrue(weight.guessed);
    assertEquals(2.7, weight.spread, 1e-9);
    List<LearnedWeight.News> news = weigh(weight, 60, SITE, 1, 5);
    assertFalse(weight.guessed);
    assertEquals(1, weight.spread, 0.3);
    assertEquals(List.of(LearnedWeight.News.LEARNED), news);
  }

  @Test
  void nothingIsLearnedFurtherThanItsBounds() {
    LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
    weigh(weight, 200, 1.10 * SITE, 5 * SPREAD, 6);
    assertEquals(1.03 * SITE, weight.grams, 1e-9);
    assertTrue(weight.spread <= 2 * SPREAD + 0.1, "spread " + weight.spread);
    assertTrue(weight.isOutOfBounds());
    weight.forget();
    assertEquals(SITE, weight.grams);
    assertEquals(SPREAD, weight.spread);
    assertFalse(weight.isOutOfBounds());
  }

  @Test
  void aNewBatchIsNoticedWithinAFewPackagesAndFollowed() {
    for (int seed = 0; seed < 20; seed++) {
      LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
      assertFalse(weigh(weight, 100, SITE, SPREAD, seed).contains(LearnedWeight.News.SHIFTED));
      List<LearnedWeight.News> news = weigh(weight, 15, SITE + 2 * SPREAD, SPREAD, 100 + seed);
      assertTrue(news.contains(LearnedWeight.News.SHIFTED), "seed " + seed + " " + news);
      assertEquals(SITE + 2 * SPREAD, weight.grams, 0.8 * SPREAD, "seed " + seed);
      assertTrue(weight.packages() < 50, "the old batch counts no more");
    }
  }

  @Test
  void oneTornPackageShiftsNothing() {
    LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
    weigh(weight, 30, SITE, SPREAD, 7);
    double before = weight.grams;
    assertEquals(LearnedWeight.News.NONE, weight.weighed(SITE / 2, ERROR2));
    assertEquals(before, weight.grams, 0.3);
  }

  @Test
  void whatWasLearnedComesBackUnlessTheSiteFileSaysSomethingElse() {
    LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
    weigh(weight, 50, 1.01 * SITE, SPREAD, 8);
    byte[] state = weight.state();
    LearnedWeight again = new LearnedWeight(SITE, SPREAD);
    again.restore(state);
    assertEquals(weight.grams, again.grams);
    assertEquals(weight.spread, again.spread);
    assertEquals(weight.packages(), again.packages());
    LearnedWeight corrected = new LearnedWeight(1.01 * SITE, SPREAD);
    corrected.restore(state);
    assertEquals(1.01 * SITE, corrected.grams);
    assertEquals(0, corrected.packages());
  }

  @Test
  void bytesThatAreNoneOfOursChangeNothing() {
    LearnedWeight weight = new LearnedWeight(SITE, SPREAD);
    byte[] state = weight.state();
    byte[] cut = java.util.Arrays.copyOf(state, state.length - 3);
    assertThrows(StateReader.Unreadable.class, () -> weight.restore(cut));
    assertThrows(StateReader.Unreadable.class, () -> weight.restore(new byte[] {9}));
    assertEquals(SITE, weight.grams);
  }
}
