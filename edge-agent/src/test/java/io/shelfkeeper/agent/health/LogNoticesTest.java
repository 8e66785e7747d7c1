package io.shelfkeeper.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Effect.Notice.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogNoticesTest {
  private final List<String> lines = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 5;
  private final LogNotices notices =
      new LogNotices((level, text) -> lines.add(level + " " + text), () -> nanos);

  @Test
  void aStrangerCannotWriteLinesOfHisOwn() {
    notices.say(Level.INFO, "order=a\nERROR forged\r\u001b[2J");
    assertEquals(List.of("INFO order=a ERROR forged  [2J"), lines);
  }

  @Test
  void aFloodIsCutAndCounted() {
    for (int i = 0; i < 1_000; i++) {
      notices.say(Level.INFO, "again");
    }
    assertEquals(300, lines.size());
    nanos += 10_000_000_000L;
    notices.say(Level.INFO, "after a while");
    assertEquals(302, lines.size());
    assertTrue(lines.get(300).contains("lines=700"), lines.get(300));
  }

  @Test
  void aDayOfNoiseStaysBelowAMegabyte() {
    for (int second = 0; second < 86_400; second++) {
      nanos += 1_000_000_000L;
      notices.say(Level.WARNING, "x".repeat(60));
    }
    assertTrue(lines.stream().mapToInt(String::length).sum() < 1_000_000);
    assertTrue(lines.size() > 8_000);
  }
}
