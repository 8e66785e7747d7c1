package io.shelfkeeper.agent.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One device comes back soon; ten thousand do not come back at once. */
class BackoffTest {
  private static final long SECOND = Moment.NANOS_PER_SECOND;
  private static final int DEVICES = 10_000;
  private static final int PEAK_MAX = 250;

  @Test
  void noDelayExceedsAMinute() {
    SplittableRandom random = new SplittableRandom(1);
    for (int failures = 0; failures < 1_000; failures++) {
      long delay = Backoff.delayNanos(failures, random.nextLong());
      assertTrue(delay >= 0 && delay < Backoff.CAP_NANOS, failures + ": " + delay);
    }
    assertEquals(Backoff.CAP_NANOS, Backoff.limitNanos(1_000));
  }

  @Test
  void aFirstLossIsMendedWithinASecond() {
    assertTrue(Backoff.delayNanos(0, -1) < SECOND);
  }

  @Test
  void delaysAreSpreadOverTheWholeTime() {
    SplittableRandom random = new SplittableRandom(2);
    int early = 0;
    for (int i = 0; i < 10_000; i++) {
      early += Backoff.delayNanos(6, random.nextLong()) < Backoff.limitNanos(6) / 10 ? 1 : 0;
    }
    assertTrue(early > 900 && early < 1_100, early + " of 10,000 in the first tenth");
  }

  @Test
  void aQuestionIsNotRepeatedInHaste() {
    assertTrue(Backoff.calmNanos(5 * SECOND, 0, 0) >= 2 * SECOND);
    assertTrue(Backoff.calmNanos(5 * SECOND, 30, -1) <= Backoff.QUESTION_CAP_NANOS);
  }

  @Test
  void tenThousandDevicesStayBelowTheirShareAfterAnOutage() {
    for (int outageSeconds : new int[] {90, 120, 150, 600, 3_600}) {
      int peak = new Herd(outageSeconds, -1).peak();
      assertTrue(peak <= PEAK_MAX, "after " + outageSeconds + " s: " + peak + " connects/s");
    }
  }

  @Test
  void allAreBackAMinuteAfterTheBroker() {
    for (int outageSeconds : new int[] {1, 60, 3_600}) {
      assertEquals(DEVICES, new Herd(outageSeconds, -1).backWithin(60));
    }
  }

  @Test
  void aShopIsAwayAboutAsLongAgainAsItsBrokerWas() {
    for (int outageSeconds : new int[] {5, 10, 20}) {
      int back = new Herd(outageSeconds, -1).backWithin(outageSeconds + 1);
      assertTrue(back > DEVICES * 9 / 10, "after " + outageSeconds + " s: " + back);
    }
  }

  @Test
  void aBrokerThatSaysBusyIsLeftAloneAfterAShortOutageToo() {
    int peak = new Herd(1, 0x89).peak();
    assertTrue(peak <= PEAK_MAX, peak + " connects/s");
  }

  @Test
  void aBrokerThatDiesAgainAndAgainFindsUsSoonEachTime() {
    SplittableRandom random = new SplittableRandom(3);
    Session session = new Session.Online(1, 0, 0);
    long now = 0;
    for (int death = 1; death <= 50; death++) {
      long before = now;
      session = session.step(new Session.Happening.Lost(death, -1), now, random::nextLong).next();
      now = session.dueNanos();
      assertTrue(now - before <= 2 * SECOND, "death " + death + ": " + (now - before));
      Session.Offline offline = (Session.Offline) session;
      session = new Session.Online(death + 1, offline.failures(), now);
      now += SECOND;
    }
  }

  /** All lose the broker at the same moment, and it comes back for all of them. */
  private static final class Herd {
    /** Connects in each second after the broker is back. */
    private final int[] connects = new int[400];

    /**
     * @param code what the broker says to those that come while it is away, -1 for nothing
     */
    Herd(int outageSeconds, int code) {
      SplittableRandom random = new SplittableRandom(outageSeconds);
      for (int device = 0; device < DEVICES; device++) {
        Session session = new Session.Online(1, 0, -Session.STABLE_NANOS);
        session = session.step(new Session.Happening.Lost(1, code), 0, random::nextLong).next();
        long now = session.dueNanos();
        while (now < outageSeconds * SECOND) {
          session = session.step(new Session.Happening.Due(), now, random::nextLong).next();
          Session.Happening lost = new Session.Happening.Lost(session.attempt(), code);
          session = session.step(lost, now, random::nextLong).next();
          now = Math.max(now + 1, session.dueNanos());
        }
        connects[(int) (now / SECOND) - outageSeconds]++;
      }
    }

    int peak() {
      return Arrays.stream(connects).max().orElseThrow();
    }

    int backWithin(int seconds) {
      return Arrays.stream(connects, 0, seconds).sum();
    }
  }
}
