package io.shelfkeeper.agent.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  @Test
  void whatTheFailureNeedsIsLeftAndNothingElse() {
    Life least =
        new Shrinker(
                life ->
                    life.happenings()
                            .containsAll(Set.of(Happening.FILL_DISK, Happening.STOP_PROCESS))
                        && life.seconds() >= 77)
            .shrink(Life.of(5));
    assertEquals(Set.of(Happening.FILL_DISK, Happening.STOP_PROCESS), least.happenings());
    assertEquals(77, least.seconds());
    assertTrue(
        least
            .replay()
            .endsWith(
                "-Dsimulation.seed=5 -Dsimulation.only=FILL_DISK,STOP_PROCESS"
                    + " -Dsimulation.seconds=77"),
        least::replay);
  }

  @Test
  void oneOfTwoCausesIsEnough() {
    Predicate<Life> either =
        life ->
            life.happenings().contains(Happening.MOVE)
                || life.happenings().contains(Happening.NOTE);
    Life least = new Shrinker(either).shrink(Life.of(5));
    assertEquals(1, least.happenings().size());
    assertTrue(either.test(least));
  }

  /** In a real world: whoever calls a crash a failure is left with what cuts the power. */
  @Test
  void aWorldIsTakenApartToWhatMatters() {
    Predicate<Life> crashes = life -> life.live().crashes > 0;
    Life life = Life.of(2);
    assertTrue(crashes.test(life));
    Life least = new Shrinker(crashes).shrink(life);
    assertEquals(1, least.happenings().size(), least::replay);
    assertFalse(crashes.test(least.until(least.seconds() - 1)));
    assertEquals(least.live().turns, least.live().turns);
  }
}
