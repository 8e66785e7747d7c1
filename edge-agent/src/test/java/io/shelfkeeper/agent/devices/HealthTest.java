package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.shelfkeeper.agent.devices.Health.Doubtful;
import io.shelfkeeper.agent.devices.Health.Failed;
import io.shelfkeeper.agent.devices.Health.Past;
import io.shelfkeeper.agent.devices.Health.Seen;
import io.shelfkeeper.agent.devices.Health.Well;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Seen GOOD = new Seen.Good();
  private static final Seen BLAMED = new Seen.Blamed();

  private Health health = new Well(Past.NONE);

  private static Seen missed(FaultKind kind) {
    return new Seen.Missed(new DeviceFault(kind, kind.word(), "look"));
  }

  private Health see(Seen seen, long now) {
    health = Health.step(health, seen, now);
    return health;
  }

  private void fail(long now) {
    see(missed(FaultKind.NO_ANSWER), now);
    see(BLAMED, now);
    assertInstanceOf(Failed.class, health);
  }

  @Test
  void tableOfTransitionsIsTheDocumentedOne() {
    StringBuilder table = new StringBuilder();
    Well well = new Well(Past.NONE);
    Health doubtful = Health.step(well, missed(FaultKind.NO_ANSWER), 0);
    Health failed = Health.step(doubtful, BLAMED, 0);
    for (Health from : List.of(well, doubtful, failed)) {
      table.append(from.getClass().getSimpleName()).append(':');
      for (Seen seen : List.of(GOOD, missed(FaultKind.NO_ANSWER), BLAMED)) {
        table.append(' ').append(Health.step(from, seen, 0).getClass().getSimpleName());
      }
      table.append('\n');
    }
    assertEquals(
        """
        Well: Well Doubtful Well
        Doubtful: Well Doubtful Failed
        Failed: Well Failed Failed
        """,
        table.toString());
  }

  @Test
  void threeMissesInARowOrTwoInASecondAreRipe() {
    see(missed(FaultKind.NO_ANSWER), 0);
    assertEquals(
        false, ((Doubtful) see(missed(FaultKind.NO_ANSWER), SECOND / 2)).isRipe(SECOND / 2));
    assertEquals(true, ((Doubtful) health).isRipe(SECOND));
    assertEquals(
        true, ((Doubtful) see(missed(FaultKind.NO_ANSWER), SECOND / 2)).isRipe(SECOND / 2));
  }

  @Test
  void firstFaultEndsWithTheFirstGoodAnswer() {
    fail(0);
    assertInstanceOf(Well.class, see(GOOD, SECOND));
  }

  @Test
  void looseContactMustWorkForAWhileBeforeItIsBelieved() {
    fail(0);
    see(GOOD, SECOND);
    fail(2 * SECOND);
    assertInstanceOf(Failed.class, see(GOOD, 3 * SECOND));
    assertInstanceOf(Failed.class, see(missed(FaultKind.NO_ANSWER), 3 * SECOND + 1));
    assertInstanceOf(Failed.class, see(GOOD, 4 * SECOND));
    assertInstanceOf(Well.class, see(GOOD, 5 * SECOND));
  }

  @Test
  void oldTroubleIsForgotten() {
    fail(0);
    see(GOOD, SECOND);
    fail(90 * SECOND);
    assertInstanceOf(Well.class, see(GOOD, 91 * SECOND));
  }

  @Test
  void faultThatTurnsIntoAnotherIsThatOther() {
    fail(0);
    for (int i = 0; i < 4; i++) {
      see(missed(FaultKind.MISCONFIGURED), i);
      assertEquals(FaultKind.NO_ANSWER, ((Failed) health).fault().kind());
    }
    see(missed(FaultKind.MISCONFIGURED), 4);
    assertEquals(FaultKind.MISCONFIGURED, ((Failed) health).fault().kind());
  }
}
