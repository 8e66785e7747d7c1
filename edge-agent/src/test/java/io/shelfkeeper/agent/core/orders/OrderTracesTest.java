package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.answers.AnswerBudget;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order leaves behind: in the journal, in the log, and with those who watch doors. */
class OrderTracesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String UNDER_WAY = "orders/under_way";

  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig();
    rig.doors.open.put(0, false);
    rig.doors.open.put(1, false);
  }

  /** Doors that take their time: the coil has rested before the order ends. */
  private void slowDoors() {
    List<LockPlan> slow =
        Rig.LOCKS.stream()
            .map(p -> new LockPlan(p.id(), p.board(), p.supply(), 300, 1_500, 9_000, 6))
            .toList();
    rig.start(new OrderSetup(Rig.SELF, slow, 20), null);
    rig.after(5);
  }

  private Map<String, String> underWay() {
    return Releases.targets(rig.states.get(UNDER_WAY));
  }

  @Test
  void whoWatchesADoorHearsOfOrdersThatFoundItOpen() {
    rig.doors.open.put(1, true);
    rig.order("lock/B");
    assertEquals(List.of(1), rig.doors.refusedAsOpen);
    rig.order("lock/A");
    rig.order("lock/A");
    assertEquals(List.of("not_allowed_now", "busy"), rig.answers());
    assertEquals(List.of(1), rig.doors.refusedAsOpen, "the second one was busy, not open");
  }

  @Test
  void aRestartTellsWhichLockWasUnderWay() {
    rig.order("lock/B");
    assertEquals(List.of("lock/B"), List.copyOf(underWay().values()));
    rig.doors.released.clear();
    rig.start(null);
    assertEquals("lock/B", ((Fact.OrderDone) rig.said.getLast()).target());
    assertEquals(List.of(1), rig.doors.released, "its door may be open");
  }

  @Test
  void whatHasEndedIsNotUnderWayAnyMore() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.NOT_SENT);
    assertEquals(Map.of(), underWay());
    rig.states.remove(UNDER_WAY);
    rig.after(1);
    assertFalse(rig.states.containsKey(UNDER_WAY), "nothing has changed, nothing is written");
  }

  @Test
  void halfAListOfOrdersUnderWayIsNone() {
    rig.order("lock/A");
    rig.order("lock/C");
    byte[] both = Objects.requireNonNull(rig.states.get(UNDER_WAY));
    assertEquals(2, Releases.targets(both).size());
    assertEquals(Map.of(), Releases.targets(Arrays.copyOf(both, both.length - 3)));
    assertEquals(Map.of(), Releases.targets(null));
  }

  @Test
  void newMessagesAreKeptForPeopleAndRepeatedOnesAreNot() {
    byte[] order = rig.order("lock/C");
    assertEquals(List.of(Channel.DN_ORDER), rig.kept);
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.arrive(order);
    assertEquals(List.of(Channel.DN_ORDER), rig.kept);
    rig.arrive(new byte[100]);
    rig.document(new byte[100]);
    assertEquals(List.of(Channel.DN_ORDER, Channel.DN_ORDER, Channel.DN_DOCUMENT), rig.kept);
    rig.arrive(new byte[SignedOrder.BYTES_MAX + 1]);
    rig.document(new byte[20_000]);
    assertEquals(3, rig.kept.size(), "what is too large for us is too large for the journal");
  }

  @Test
  void aFloodDoesNotFillTheJournal() {
    for (int i = 0; i < 500; i++) {
      rig.arrive(new byte[100]);
      rig.document(new byte[100]);
    }
    assertEquals(AnswerBudget.ANSWERS_MAX, rig.kept.size());
  }

  @Test
  void theLargestOrderIsStillRead() {
    rig.arrive(new byte[SignedOrder.BYTES_MAX]);
    assertEquals(List.of("malformed"), rig.answers());
  }

  @Test
  void aLockIsBusyUntilItsOrderHasEndedAndItsNeighbourIsNot() {
    slowDoors();
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(6);
    rig.order("lock/A");
    rig.order("lock/B");
    assertEquals(List.of("busy"), rig.answers());
    assertEquals(List.of(0, 1), rig.pulses().stream().map(p -> p.actuation().lock()).toList());
  }

  @Test
  void aBoardHasTenSecondsToSpeak() {
    rig.order("lock/C");
    rig.after(9.9);
    assertEquals(List.of(), rig.answers());
    rig.after(0.2);
    assertEquals(List.of("unknown no_answer"), rig.answers());
  }

  @Test
  void theDeskWantsToWakeWhenADoorHadItsTime() {
    rig.after(10 - (rig.nanos % (10 * SECOND)) / 1e9 + 0.5);
    long challenge = rig.desk.nextWakeNanos();
    assertTrue(challenge - rig.nanos > 3 * SECOND && challenge - rig.nanos <= 10 * SECOND);
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    assertEquals(rig.nanos + 3 * SECOND, rig.desk.nextWakeNanos());
    rig.after(3);
    assertEquals(List.of("failed jammed"), rig.answers());
    assertEquals(challenge, rig.desk.nextWakeNanos());
  }

  @Test
  void whoeverIsRefusedHearsWhatToChange() {
    for (int i = 0; i < 2; i++) {
      rig.document(new byte[100 + 20_000 * i]);
      assertFalse(((Fact.DocumentRefused) rig.said.getLast()).change().isEmpty());
    }
    rig.arrive(new byte[100]);
    assertFalse(((Fact.OrderRefused) rig.said.getLast()).change().isEmpty());
  }

  @Test
  void theLogTellsOfEveryOrder() {
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.order("lock/C");
    assertEquals(1, rig.notices().stream().filter(n -> n.startsWith("INFO Order done")).count());
    assertEquals(1, rig.notices().stream().filter(n -> n.startsWith("INFO Order refused")).count());
  }

  @Test
  void theLogIsToldOfAFloodOnce() {
    for (int i = 0; i < 200; i++) {
      rig.arrive(new byte[100]);
    }
    List<String> flood = rig.notices().stream().filter(n -> n.contains("Too many")).toList();
    assertEquals(1, flood.size());
    assertTrue(flood.getFirst().contains("; 1 got no answer"), flood::toString);
    rig.nanos += 120 * SECOND;
    for (int i = 0; i < 61; i++) {
      rig.arrive(new byte[100]);
    }
    assertTrue(rig.notices().getLast().contains("; 141 got no answer"), rig.notices()::toString);
  }

  @Test
  void whatWasRefusedIsCounted() {
    rig.doors.open.put(0, true);
    rig.order("lock/A");
    rig.arrive(new byte[10]);
    for (Channel channel : List.of(Channel.DN_ORDER, Channel.DN_DOCUMENT)) {
      rig.turnAway(channel);
      assertEquals(new Status.Orders(true, 1, 1, 0, 3), rig.desk.status());
    }
  }

  @Test
  void aDocumentThatFoundNoRoomIsAnsweredAsBusy() {
    rig.turnAway(Channel.DN_DOCUMENT);
    assertEquals(List.of("document busy"), rig.answers());
  }

  @Test
  void anIssuerThatRepeatsWithoutEndIsToldSo() {
    byte[] order = rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    for (int i = 0; i < 100; i++) {
      rig.arrive(order);
    }
    assertEquals(1, Collections.frequency(rig.answers(), "busy"));
  }
}
