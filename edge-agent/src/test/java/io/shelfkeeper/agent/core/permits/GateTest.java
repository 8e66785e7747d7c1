package io.shelfkeeper.agent.core.permits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets leave to move a lock. */
class GateTest {
  private static final long SECOND = Moment.NANOS_PER_SECOND;

  /** The first two share a board, the first and the last a supply. */
  private static final List<LockPlan> LOCKS =
      List.of(
          new LockPlan("A", "b0", "s0", 300, 1_500, 3_000, 3),
          new LockPlan("B", "b0", "s1", 300, 1_500, 3_000, 3),
          new LockPlan("C", "b1", "s0", 300, 1_500, 3_000, 3));

  private final SplittableRandom random = new SplittableRandom(1);
  private final Gate gate = new Gate(LOCKS, 5, random::nextLong);
  private final Set<Integer> open = new HashSet<>();
  private final Set<Integer> underWay = new HashSet<>();
  private long nanos = 7 * SECOND;
  private int ids;

  private final Gate.Sight sight =
      new Gate.Sight() {
        @Override
        public boolean isOpen(int lock) {
          return open.contains(lock);
        }

        @Override
        public boolean isUnderWay(int lock) {
          return underWay.contains(lock);
        }
      };

  @BeforeEach
  void start() {
    gate.start(now(), false);
    nanos += 2 * SECOND;
  }

  private Moment now() {
    return new Moment(0, nanos, ClockTrust.UNKNOWN);
  }

  private String id() {
    return "%032x".formatted(++ids);
  }

  private Gate.Verdict ask(String id, String lock, String challenge) {
    SignedOrder order =
        new SignedOrder(id, SignedOrder.Action.RELEASE, "lock/" + lock, challenge, 0, "k");
    return gate.admit(order, now(), sight);
  }

  private Gate.Verdict ask(String lock) {
    gate.tick(now());
    return ask(id(), lock, gate.challenges().newest());
  }

  private Permit granted(String lock) {
    return assertInstanceOf(Gate.Verdict.Granted.class, ask(lock)).permit();
  }

  private void refused(Refusal why, Gate.Verdict verdict) {
    assertEquals(new Gate.Verdict.Refused(why), verdict);
  }

  private void end(Permit permit, boolean moved) {
    gate.pulsed(permit.order(), permit.lock(), moved, now());
  }

  @Test
  void aPermitNamesItsOrderAndItsLock() {
    Permit permit = granted("B");
    assertEquals(1, permit.lock());
    assertEquals("%032x".formatted(ids), permit.order());
    assertEquals(permit.order(), permit.actuation().order());
    assertEquals(1, permit.actuation().lock());
  }

  @Test
  void noOrderGetsASecondPermitEvenIfNobodyRemembersIt() {
    Permit first = granted("A");
    end(first, false);
    refused(Refusal.ID_REUSED, ask(first.order(), "A", gate.challenges().newest()));
    nanos += 15 * SECOND;
    gate.tick(now());
    refused(Refusal.ID_REUSED, ask(first.order(), "B", gate.challenges().newest()));
  }

  @Test
  void oneBoardAndOneSupplyMoveOneCoilAtATime() {
    Permit first = granted("A");
    refused(Refusal.BUSY, ask("B"));
    refused(Refusal.BUSY, ask("C"));
    nanos += 60 * SECOND;
    refused(Refusal.BUSY, ask("B"));
    end(first, true);
    nanos += 1_500 * Moment.NANOS_PER_MILLI - 1;
    refused(Refusal.BUSY, ask("B"));
    nanos += 1;
    granted("B");
    granted("C");
  }

  @Test
  void anAnswerForAnotherOrderFreesNothing() {
    granted("A");
    gate.pulsed("f".repeat(32), 0, false, now());
    refused(Refusal.BUSY, ask("C"));
  }

  @Test
  void afterAStartThePulseOfTheProcessBeforeMayStillRun() {
    gate.start(now(), false);
    refused(Refusal.BUSY, ask("A"));
    nanos += 1_500 * Moment.NANOS_PER_MILLI;
    granted("A");
  }

  @Test
  void anOrderUnderWayKeepsItsLockBusyAndAnOpenDoorIsNotPulsed() {
    underWay.add(0);
    refused(Refusal.BUSY, ask("A"));
    open.add(0);
    refused(Refusal.DOOR_OPEN, ask("A"));
  }

  @Test
  void aCoilRestsAfterAPulseAndNotAfterNone() {
    end(granted("A"), false);
    end(granted("A"), true);
    nanos += 3 * SECOND - 1;
    refused(Refusal.COIL_RESTS, ask("A"));
    nanos += 1;
    granted("A");
  }

  @Test
  void theLimitsSlide() {
    for (int i = 0; i < 3; i++) {
      end(granted("A"), false);
      nanos += SECOND;
    }
    refused(Refusal.LOCK_LIMIT, ask("A"));
    end(granted("B"), false);
    end(granted("B"), false);
    refused(Refusal.SITE_LIMIT, ask("B"));
    nanos += 57 * SECOND - 1;
    refused(Refusal.LOCK_LIMIT, ask("A"));
    nanos += 1;
    granted("A");
  }

  @Test
  void theChecksComeInTheOrderOfTheContract() {
    gate.start(now(), true);
    open.add(0);
    refused(Refusal.STALE, ask(id(), "X", "0".repeat(32)));
    refused(Refusal.UNKNOWN_TARGET, ask("X"));
    refused(Refusal.NOT_HEARD, ask("A"));
    gate.release();
    refused(Refusal.DOOR_OPEN, ask("A"));
  }

  @Test
  void aChallengeIsGoodForAtLeastTwentyAndAtMostThirtySeconds() {
    String challenge = gate.challenges().newest();
    nanos += 8 * SECOND;
    gate.tick(now());
    assertNotEquals(challenge, gate.challenges().newest());
    nanos += 20 * SECOND - 1;
    end(assertInstanceOf(Gate.Verdict.Granted.class, ask(id(), "A", challenge)).permit(), false);
    nanos += 1;
    refused(Refusal.STALE, ask(id(), "A", challenge));
    assertEquals(20_000, Challenges.validMillis());
  }

  @Test
  void anAnswerThatComesTwiceChangesNothing() {
    Permit first = granted("A");
    end(first, true);
    nanos += 2 * SECOND;
    end(first, true);
    nanos += SECOND - 1;
    refused(Refusal.COIL_RESTS, ask("A"));
    nanos += 1;
    granted("A");
  }

  @Test
  void aNewChallengeIsTakenOnce() {
    assertTrue(gate.challenges().takeChanged());
    assertFalse(gate.challenges().takeChanged());
    nanos += 10 * SECOND;
    gate.tick(now());
    assertTrue(gate.challenges().takeChanged());
    assertFalse(gate.challenges().takeChanged());
  }

  @Test
  void everyRefusalHasAWordAndSaysWhatToChange() {
    Set<String> codes = new TreeSet<>();
    for (Refusal refusal : Refusal.values()) {
      codes.add(refusal.code());
      assertTrue(refusal.change().endsWith("."), refusal.change());
    }
    assertEquals(
        "[busy, id_reused, malformed, not_allowed_now, retained, stale, too_large, unknown_target,"
            + " untrusted]",
        codes.toString());
  }

  @Test
  void aProcessThatWasStoppedForAYearKeepsTheRhythm() {
    String challenge = gate.challenges().newest();
    nanos += 365 * 86_400 * SECOND;
    refused(Refusal.STALE, ask(id(), "A", challenge));
    long next = gate.challenges().nextNanos();
    assertEquals(true, next > nanos && next <= nanos + 10 * SECOND, "next in " + (next - nanos));
  }
}
