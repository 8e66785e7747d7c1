package io.shelfkeeper.agent.broker.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WallTimesTest {
  private final WallTimes times = new WallTimes();

  @Test
  void theTextIsTheOneOfTheLibrary() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      long millis = random.nextLong(253_402_300_800_000L);
      assertEquals(Instant.ofEpochMilli(millis).toString(), times.of(millis), "seed 5, " + i);
    }
  }

  @Test
  void wholeSecondsAndLeadingZerosAreRight() {
    for (long millis : new long[] {0, 1, 10, 999, 1_000, 1_001, 1_793_610_930_000L}) {
      assertEquals(Instant.ofEpochMilli(millis).toString(), times.of(millis));
    }
  }
}
