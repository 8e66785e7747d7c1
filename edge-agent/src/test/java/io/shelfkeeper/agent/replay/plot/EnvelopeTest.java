package io.shelfkeeper.agent.replay.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void aShortStreamIsKeptAsItIs() {
    Envelope stream = new Envelope();
    stream.add(5_000, 7);
    stream.add(5_100, 9);
    assertEquals(101, stream.size());
    assertEquals(5.0, stream.seconds(0));
    assertEquals(5.1, stream.seconds(100), 1e-9);
    assertEquals(7, stream.low(0));
    assertEquals(9, stream.high(100));
    assertTrue(stream.isEmpty(50));
  }

  @Test
  void aDayFitsAndNoExtremeIsLost() {
    Envelope stream = new Envelope();
    for (long millis = 0; millis < 86_400_000; millis += 1000) {
      stream.add(millis, millis == 40_000_000 ? 5_000 : millis == 60_000_000 ? -5_000 : 1);
    }
    double low = 1;
    double high = 1;
    for (int i = 0; i < stream.size(); i++) {
      if (!stream.isEmpty(i)) {
        low = Math.min(low, stream.low(i));
        high = Math.max(high, stream.high(i));
        if (stream.high(i) == 5_000) {
          assertEquals(40_000, stream.seconds(i), 86_400.0 / 1024);
        }
      }
    }
    assertEquals(-5_000, low);
    assertEquals(5_000, high);
    assertTrue(stream.size() > 1_000 && stream.size() <= 2_048, "stretches: " + stream.size());
  }
}
