package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorNews;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the bolt to the fact: how long an alarm takes on a line with two boards. */
class ForcedDoorTest {
  private static final DoorNews NOBODY =
      new DoorNews() {
        @Override
        public void opened(int lock, Moment now) {}

        @Override
        public void shut(int lock, Moment now) {}
      };

  private final LockBench bench = new LockBench();
  private final Doors doors = new Doors(plan());
  private final List<Fact> alarms = new ArrayList<>();
  private long alarmNanos;

  private static DoorsPlan plan() {
    List<DoorPlan> doors = new ArrayList<>();
    for (int board = 0; board < 2; board++) {
      doors.add(
          new DoorPlan(
              "d" + board,
              2 * board,
              "l" + board,
              board,
              "main",
              new ContactPlan(board, 1, true),
              null,
              600_000));
    }
    return new DoorsPlan(
        List.of(new DoorsPlan.Board("relay", "locks"), new DoorsPlan.Board("eight", "locks")),
        doors,
        null);
  }

  private void hear() {
    for (Input input : bench.posted) {
      if (input instanceof Input.ContactsRead read) {
        Moment now = new Moment(0, read.nanos(), ClockTrust.UNKNOWN);
        doors.contacts(now, read, fact -> said(fact, read), NOBODY);
      }
    }
    bench.posted.clear();
  }

  private void said(Fact fact, Input.ContactsRead read) {
    if (fact instanceof Fact.DoorForced) {
      alarms.add(fact);
      alarmNanos = read.nanos();
    }
  }

  private void run(double seconds) {
    bench.run(seconds);
    hear();
  }

  /** A board that takes 200 ms to answer cannot be read three times in half a second. */
  @ParameterizedTest
  @CsvSource({"0, 20, 450", "1, 20, 450", "1, 100, 500", "1, 200, 800"})
  void aForcedDoorIsKnownWithinHalfASecondOrAsSoonAsItsBoardAllows(
      int board, int answerMillis, long bound) {
    bench.eight.answerMillis = answerMillis;
    SplittableRandom random = new SplittableRandom(11);
    FarBoard far = board == 0 ? bench.relay : bench.eight;
    run(3);
    long worst = 0;
    for (int i = 1; i <= 100; i++) {
      run(12 + random.nextDouble());
      far.closed = 0xFE;
      long forced = bench.line.now;
      run(0.9);
      assertEquals(i, alarms.size());
      worst = Math.max(worst, alarmNanos - forced);
      far.closed = 0xFF;
    }
    System.out.println("forced door known after at most " + worst / LockLine.MILLI + " ms");
    assertTrue(worst < bound * LockLine.MILLI, "ms: " + worst / LockLine.MILLI);
  }
}
