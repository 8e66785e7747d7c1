package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.answers.AnswerBudget;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders, from their arrival to their one outcome. */
class OrderDeskTest {
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig();
    rig.doors.open.put(0, false);
    rig.doors.open.put(1, false);
  }

  @Test
  void aGoodOrderIsBurnedAndMovesItsLockOnce() {
    byte[] order = rig.order(rig.newId(), "lock/B", rig.newest());
    rig.desk.arrived(
        rig.now(),
        new Input.MessageArrived(1, 1, Channel.DN_ORDER, false, order),
        rig.out,
        rig.said::add);
    assertTrue(rig.out.durables().stream().anyMatch(e -> e instanceof Effect.BurnOrder));
    assertEquals(1, rig.pulses().size());
    assertEquals(1, rig.pulses().getFirst().actuation().lock());
    assertEquals(1, rig.acknowledged());
    assertEquals(List.of(1), rig.doors.released);
    assertEquals(List.of(), rig.answers());
  }

  @Test
  void aDoorThatOpensInTimeConfirms() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(1);
    rig.open(0);
    rig.after(60);
    assertEquals(List.of("confirmed"), rig.answers());
  }

  @Test
  void aDoorThatStaysShutIsJammed() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(2.9);
    assertEquals(List.of(), rig.answers());
    rig.after(0.2);
    rig.open(0);
    assertEquals(List.of("failed jammed"), rig.answers());
    assertEquals(rig.burned.keySet(), Set.copyOf(rig.doors.jammed));
  }

  @Test
  void nobodySaysJammedBeforeTheDoorWasSeenWhenItsTimeWasUp() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(2.9);
    rig.look();
    rig.after(0.2);
    assertEquals(List.of(), rig.answers(), "it may have opened since");
    rig.after(0.1);
    rig.look();
    assertEquals(List.of("failed jammed"), rig.answers());
  }

  @Test
  void aDoorThatOpenedOutOfSightConfirmsWhenItIsSeen() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(2.9);
    rig.look();
    rig.after(0.5);
    rig.open(0);
    assertEquals(List.of("confirmed"), rig.answers());
  }

  @Test
  void aDoorThatNobodyLooksAtAnyMoreIsUnknown() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(2.9);
    rig.look();
    rig.after(1.5);
    assertEquals(List.of(), rig.answers());
    rig.after(0.2);
    assertEquals(List.of("unknown not_seen"), rig.answers());
  }

  @Test
  void whatNobodySeesIsAssumed() {
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    assertEquals(List.of("assumed"), rig.answers());
  }

  @Test
  void aBoardThatIsSilentLeavesItToTheDoor() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.UNANSWERED);
    rig.open(0);
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.UNANSWERED);
    rig.after(20);
    rig.order("lock/B");
    rig.pulsed(PulseAnswer.UNANSWERED);
    rig.after(3);
    assertEquals(List.of("confirmed", "unknown no_answer", "unknown no_answer"), rig.answers());
  }

  @Test
  void aPulseThatWasNotMadeFails() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.NOT_SENT);
    assertEquals(List.of("failed not_moved"), rig.answers());
    rig.order("lock/A");
    assertEquals(2, rig.pulses().size(), "the coil needs no rest");
  }

  @Test
  void aDoorThatCannotBeSeenIsUnknown() {
    rig.doors.open.remove(0);
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(5);
    assertEquals(List.of("unknown not_seen"), rig.answers());
  }

  @Test
  void aBoardThatNeverSpeaksIsNotWaitedForButItsSupplyIs() {
    rig.order("lock/A");
    rig.after(11);
    assertEquals(List.of("unknown no_answer"), rig.answers());
    rig.order("lock/B");
    assertEquals(List.of("unknown no_answer", "busy"), rig.answers());
    String order = rig.pulses().getFirst().actuation().order();
    rig.pulsed(order, 0, PulseAnswer.UNANSWERED);
    rig.after(2);
    rig.order("lock/B");
    assertEquals(2, rig.pulses().size());
  }

  @Test
  void theSameBytesGetTheSameOutcomeAndMoveNothing() {
    byte[] order = rig.order("lock/A");
    rig.arrive(order);
    assertEquals(List.of(), rig.answers(), "it is under way");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.open(0);
    rig.arrive(order);
    rig.after(100);
    rig.arrive(order);
    rig.start(null);
    rig.arrive(order);
    assertEquals(
        List.of("confirmed", "confirmed again", "confirmed again", "confirmed again"),
        rig.answers());
    assertEquals(1, rig.pulses().size());
    assertEquals(5, rig.acknowledged());
  }

  @Test
  void aKnownIdWithOtherBytesIsRefused() {
    String id = rig.newId();
    rig.arrive(rig.order(id, "lock/C", rig.newest()));
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(5);
    rig.arrive(rig.order(id, "lock/A", rig.newest()));
    assertEquals(List.of("assumed", "id_reused"), rig.answers());
    assertEquals(1, rig.pulses().size());
  }

  @Test
  void anOrderThatWasRefusedStaysRefused() {
    rig.doors.open.put(0, true);
    byte[] order = rig.order("lock/A");
    rig.doors.open.put(0, false);
    rig.arrive(order);
    rig.order("lock/A");
    assertEquals(List.of("not_allowed_now", "not_allowed_now"), rig.answers());
    assertEquals(1, rig.pulses().size());
  }

  @Test
  void anOldChallengeIsStale() {
    String challenge = rig.newest();
    rig.after(19);
    rig.arrive(rig.order(rig.newId(), "lock/C", challenge));
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(12);
    rig.arrive(rig.order(rig.newId(), "lock/C", challenge));
    rig.arrive(rig.order(rig.newId(), "lock/C", "0".repeat(32)));
    assertEquals(List.of("assumed", "stale", "stale"), rig.answers());
  }

  @Test
  void timeThatWasSleptThroughCountsAsWell() {
    byte[] order = rig.order(rig.newId(), "lock/C", rig.newest());
    rig.nanos += 31_000_000_000L;
    rig.arrive(order);
    assertEquals(List.of("stale"), rig.answers());
  }

  @Test
  void aWarmCoilRestsAfterARestartToo() {
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.start(null);
    rig.after(2);
    rig.order("lock/C");
    assertEquals(1, rig.pulses().size());
    rig.after(2);
    rig.order("lock/C");
    assertEquals(2, rig.pulses().size());
    rig.start(null);
    rig.after(2);
    rig.order("lock/C");
    assertEquals(2, rig.pulses().size(), "nobody knows whether it was pulsed");
    rig.after(2);
    rig.order("lock/C");
    assertEquals(3, rig.pulses().size());
  }

  @Test
  void aRestartMakesAllOrdersStaleAndMovesNothing() {
    byte[] order = rig.order(rig.newId(), "lock/C", rig.newest());
    rig.order("lock/A");
    rig.start(null);
    rig.arrive(order);
    assertEquals(List.of("unknown restarted", "stale"), rig.answers());
    assertEquals(1, rig.pulses().size());
    rig.start(null);
    assertEquals(2, rig.answers().size(), "an outcome is told once");
  }

  @Test
  void whatIsNotAnOrderForUsIsRefused() throws Exception {
    rig.arrive(Channel.DN_ORDER, true, rig.order(rig.newId(), "lock/C", rig.newest()));
    rig.arrive(new byte[SignedOrder.BYTES_MAX + 1]);
    rig.arrive(new byte[100]);
    rig.arrive(new Issuing("opener").sign(Rig.payload(rig.newId(), "lock/C", rig.newest())));
    rig.arrive(rig.order(rig.newId(), "lock/D", rig.newest()));
    assertEquals(
        List.of("retained", "too_large", "malformed", "untrusted", "unknown_target"),
        rig.answers());
    assertEquals(List.of(), rig.pulses());
    assertEquals(5, rig.acknowledged());
  }

  @Test
  void twoLocksOfOneSupplyNeverMoveTogether() {
    rig.order("lock/A");
    rig.order("lock/B");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.open(0);
    rig.after(1.4);
    rig.order("lock/B");
    rig.after(0.2);
    rig.order("lock/B");
    assertEquals(List.of("busy", "confirmed", "busy"), rig.answers());
    assertEquals(2, rig.pulses().size());
  }

  @Test
  void aLockMovesOnlySixTimesAMinute() {
    for (int i = 0; i < 8; i++) {
      rig.order("lock/C");
      if (i < 6) {
        rig.pulsed(PulseAnswer.ANSWERED);
      }
      rig.after(4);
    }
    assertEquals(6, rig.pulses().size());
    assertEquals(2, Collections.frequency(rig.answers(), "not_allowed_now"));
    rig.after(29);
    rig.order("lock/C");
    assertEquals(7, rig.pulses().size());
  }

  @Test
  void aCoilRestsNineTimesAsLongAsItWorked() {
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(2.9);
    rig.order("lock/C");
    rig.after(0.2);
    rig.order("lock/C");
    assertEquals(List.of("assumed", "not_allowed_now"), rig.answers());
    assertEquals(2, rig.pulses().size());
  }

  @Test
  void afterALostJournalNothingMovesUntilTheBackendWasReached() {
    rig.start("damaged, set aside as x");
    rig.after(5);
    rig.order("lock/C");
    rig.desk.reached();
    rig.order("lock/C");
    assertEquals(List.of("not_allowed_now"), rig.answers());
    assertEquals(1, rig.pulses().size());
  }

  @Test
  void aFloodOfForgeriesIsAnsweredNowAndThenAndAGoodOrderStillOpens() {
    for (int i = 0; i < 10_000; i++) {
      rig.nanos += 1_000_000;
      rig.arrive(new byte[100]);
    }
    assertEquals(10_000, rig.acknowledged());
    assertTrue(rig.said.size() <= AnswerBudget.ANSWERS_MAX + 11, rig.said.size() + " rows");
    assertTrue(rig.answers().contains("busy"));
    rig.order("lock/C");
    assertEquals(1, rig.pulses().size());
  }

  @Test
  void peopleSeeWhatWasOrdered() {
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.arrive(new byte[10]);
    assertEquals(new Status.Orders(true, 1, 1, 1, 1), rig.desk.status());
    OrderDesk none = rig.start(OrderSetup.none(), null, null);
    assertNull(none.status());
    assertEquals(Long.MAX_VALUE, none.nextWakeNanos());
  }

  @Test
  void withoutARootNothingIsAuthentic() {
    OrderSetup setup = new OrderSetup(Rig.SELF, Rig.LOCKS, 20);
    rig.start(setup, null, null);
    rig.order("lock/C");
    rig.document(new byte[10]);
    assertEquals(List.of("untrusted", "document untrusted"), rig.answers());
    assertEquals(new Status.Orders(false, 0, 0, 0, 1), rig.desk.status());
  }

  @Test
  void wordsOfAnotherReleaseInTheJournalOpenNothing() {
    byte[] order = rig.order("lock/C");
    String id = rig.pulses().getLast().actuation().order();
    BurnedOrder burned = Objects.requireNonNull(rig.burned.get(id));
    byte[] strange = {9, 9};
    rig.burned.put(id, new BurnedOrder(id, burned.digest(), burned.at(), 0, strange));
    rig.states.put("orders/under_way", strange);
    rig.start(null);
    rig.arrive(order);
    assertEquals(List.of("unknown restarted again"), rig.answers());
    assertEquals(1, rig.pulses().size());
  }

  @Test
  void aBurnedOrderOfAnUnreadableJournalStateStillEnds() {
    rig.order("lock/C");
    rig.states.put("orders/under_way", new byte[] {9, 9});
    rig.start(null);
    assertEquals(List.of("unknown restarted"), rig.answers());
  }

  @Test
  void whatABoardSaysTwiceOrOfAnotherLockChangesNothing() {
    rig.order("lock/A");
    String id = rig.pulses().getLast().actuation().order();
    rig.pulsed(id, 1, PulseAnswer.NOT_SENT);
    rig.pulsed("f".repeat(32), 0, PulseAnswer.NOT_SENT);
    rig.pulsed(id, 0, PulseAnswer.ANSWERED);
    rig.pulsed(id, 0, PulseAnswer.NOT_SENT);
    rig.open(1);
    rig.after(0.5);
    assertEquals(List.of(), rig.answers());
    rig.open(0);
    rig.pulsed(id, 0, PulseAnswer.UNANSWERED);
    assertEquals(List.of("confirmed"), rig.answers());
  }

  @Test
  void aHandThatIsFasterThanTheBoardProvesNothingAlone() {
    rig.order("lock/A");
    rig.open(0);
    rig.pulsed(PulseAnswer.NOT_SENT);
    rig.order("lock/B");
    rig.open(1);
    rig.pulsed(PulseAnswer.UNANSWERED);
    assertEquals(List.of("failed not_moved", "confirmed"), rig.answers());
  }

  @Test
  void theWholeSiteHasALimitToo() {
    OrderSetup setup = new OrderSetup(Rig.SELF, Rig.LOCKS, 2);
    rig.start(setup, null);
    rig.after(5);
    for (String target : List.of("lock/A", "lock/C", "lock/B")) {
      rig.order(target);
      rig.pulsed(PulseAnswer.NOT_SENT);
    }
    assertEquals(List.of("failed not_moved", "failed not_moved", "not_allowed_now"), rig.answers());
    assertTrue(
        rig.out.deeds().stream()
            .anyMatch(
                e ->
                    e instanceof Effect.Notice n
                        && n.level() == Effect.Notice.Level.WARNING
                        && n.text().contains("locks of this site")));
  }

  @Test
  void anIssuerThatRepeatsWithoutEndIsAnsweredNowAndThen() {
    byte[] order = rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    for (int i = 0; i < 1_000; i++) {
      rig.nanos += 1_000_000;
      rig.arrive(order);
    }
    assertTrue(rig.said.size() < 70, rig.said.size() + " rows");
    rig.after(5);
    rig.arrive(new byte[10]);
    assertEquals("malformed", rig.answers().getLast(), "strangers have answers of their own");
    rig.order("lock/A");
    assertEquals(2, rig.pulses().size());
  }

  @Test
  void floodsOfDocumentsAndOfRefusedOrdersAreSummedUp() {
    for (int i = 0; i < 100; i++) {
      rig.document(new byte[10]);
    }
    rig.doors.open.put(0, true);
    for (int i = 0; i < 100; i++) {
      rig.order("lock/A");
    }
    assertEquals(60, Collections.frequency(rig.answers(), "document malformed"));
    assertEquals(1, Collections.frequency(rig.answers(), "document busy"));
    assertEquals(60, Collections.frequency(rig.answers(), "not_allowed_now"));
    assertEquals(1, Collections.frequency(rig.answers(), "busy"));
    assertEquals(200, rig.acknowledged());
  }

  @Test
  void aDoorThatIsOpenWhenItsTimeIsUpHasOpened() {
    rig.order("lock/A");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.doors.open.put(0, true);
    rig.after(3);
    assertEquals(List.of("confirmed"), rig.answers());
  }

  @Test
  void whatTheBoardSaidIsToldToPeople() {
    for (PulseAnswer answer : List.of(PulseAnswer.NOT_SENT, PulseAnswer.UNANSWERED)) {
      rig.order("lock/C");
      String id = rig.pulses().getLast().actuation().order();
      String why = "The line is cut.";
      rig.desk.pulsed(rig.now(), new Input.Pulsed(id, 2, answer, why), rig.out, rig.said::add);
      Fact.OrderDone done = (Fact.OrderDone) rig.said.getLast();
      assertTrue(done.check().startsWith(why), done::toString);
    }
  }

  @Test
  void aMessageThatFoundNoRoomIsAnsweredAsBusy() {
    for (Channel channel : List.of(Channel.DN_ORDER, Channel.DN_DOCUMENT, Channel.DN_ACK)) {
      rig.desk.turnedAway(
          rig.now(), new Input.MessageTurnedAway(1, 7, channel), rig.out, rig.said::add);
    }
    assertEquals(List.of("busy"), rig.answers());
    assertEquals(3, rig.acknowledged());
  }
}
