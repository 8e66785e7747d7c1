package io.shelfkeeper.agent.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fault is told once when it begins and once when it ends, whatever happens in between. */
class FaultsTest {
  private static final Trouble SILENT =
      new Trouble(
          "scale/A3",
          "no_answer",
          "No answer at address 7.",
          "Check the plug.",
          List.of("01 03"),
          List.of(4));

  private final List<Fact> said = new ArrayList<>();
  private final Faults faults = started(new Faults(), at(0));

  private static Moment at(double seconds) {
    return at(seconds, ClockTrust.TRUSTED);
  }

  private static Moment at(double seconds, ClockTrust clock) {
    long nanos = (long) (seconds * Moment.NANOS_PER_SECOND);
    return new Moment(1_000_000 + nanos / Moment.NANOS_PER_MILLI, nanos, clock);
  }

  private static Faults started(Faults faults, Moment now) {
    faults.start(now);
    return faults;
  }

  /** The agent dies and starts on what was saved. */
  private Faults restarted(Moment now) {
    Faults next = started(new Faults(), now);
    next.restore(faults.state());
    said.clear();
    return next;
  }

  @Test
  void aFaultIsToldOnceAtItsBeginningAndOnceAtItsEnd() {
    faults.failed(at(1), SILENT, said::add);
    faults.failed(at(2), SILENT, said::add);
    faults.ended(at(11), "scale/A3", "no_answer", 40, said::add);
    faults.ended(at(12), "scale/A3", "no_answer", 40, said::add);
    assertEquals(
        List.of(
            new Fact.FaultOpened(
                "scale/A3",
                "no_answer",
                "No answer at address 7.",
                "Check the plug.",
                List.of("01 03")),
            new Fact.FaultClosed("scale/A3", "no_answer", 10_000, 40)),
        said);
  }

  @Test
  void twoKindsOfOneDeviceAreTwoFaults() {
    faults.failed(at(1), SILENT, said::add);
    faults.failed(at(1), Trouble.of("scale/A3", "overload", "Too heavy.", "Unload."), said::add);
    assertEquals(2, faults.list(at(3)).size());
    assertEquals(2_000, faults.list(at(3)).getFirst().forMillis());
  }

  @Test
  void aFaultThatEndedWhileWeWereDeadEndsWhenItsCellIsWeighed() {
    faults.failed(at(1), SILENT, said::add);
    Faults next = restarted(at(100));
    next.weighed(at(101), 5, said::add);
    assertEquals(List.of(), said);
    next.weighed(at(103), 4, said::add);
    assertEquals(List.of(new Fact.FaultClosed("scale/A3", "no_answer", 102_000, 1)), said);
  }

  @Test
  void aFaultThatEndedWhileWeWereDeadEndsWhenItsDeviceAnswers() {
    faults.failed(at(1), SILENT, said::add);
    Faults next = restarted(at(100));
    next.answered(at(103), "scale/A3", said::add);
    assertEquals(1, said.size());
  }

  @Test
  void aFaultThatGoesOnOverARestartIsNotToldAgain() {
    faults.failed(at(1), SILENT, said::add);
    Faults next = restarted(at(100));
    next.failed(at(101), SILENT, said::add);
    next.weighed(at(102), 4, said::add);
    next.tick(at(1_000), said::add);
    assertEquals(List.of(), said);
    next.ended(at(1_001), "scale/A3", "no_answer", 9, said::add);
    assertEquals(List.of(new Fact.FaultClosed("scale/A3", "no_answer", 1_000_000, 9)), said);
  }

  @Test
  void aFaultOfADeviceThatIsGoneEndsAfterFiveMinutes() {
    faults.failed(at(1), SILENT, said::add);
    Faults next = restarted(at(100));
    next.tick(at(399), said::add);
    assertEquals(List.of(), said);
    next.tick(at(401), said::add);
    assertEquals(1, said.size());
  }

  @Test
  void withoutATrustedClockTheTimeSinceTheStartIsTold() {
    faults.failed(at(1, ClockTrust.UNKNOWN), SILENT, said::add);
    Faults next = restarted(at(100));
    next.answered(at(103), "scale/A3", said::add);
    assertEquals(3_000, ((Fact.FaultClosed) said.getFirst()).durationMillis());
  }

  @Test
  void damagedBytesAreSaidToBeSo() {
    faults.failed(at(1), SILENT, said::add);
    byte[] good = faults.state();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(StateReader.Unreadable.class, () -> new Faults().restore(cut));
    }
    assertTrue(faults.takeChanged());
  }
}
