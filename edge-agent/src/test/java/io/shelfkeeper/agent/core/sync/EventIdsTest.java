package io.shelfkeeper.agent.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  @Test
  void anIdIsThirtyTwoHexDigits() {
    EventIds ids = new EventIds(new SplittableRandom(1)::nextLong);
    assertTrue(ids.next().matches("[0-9a-f]{32}"));
    assertTrue(EventIds.incarnation(() -> 1).matches("[0-9a-f]{32}"));
  }

  @Test
  void twoStartsOnTheSameCopyOfAJournalGiveNoIdTwice() {
    Set<String> seen = new HashSet<>();
    SplittableRandom random = new SplittableRandom(2);
    for (int start = 0; start < 100; start++) {
      EventIds ids = new EventIds(random::nextLong);
      for (int i = 0; i < 100; i++) {
        seen.add(ids.next());
      }
    }
    assertEquals(10_000, seen.size());
  }
}
