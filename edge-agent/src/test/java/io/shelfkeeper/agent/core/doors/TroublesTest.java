package io.shelfkeeper.agent.core.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contacts that do not move, supplies that break down, and a case that is opened. */
class TroublesTest {
  private static final int FEEDBACK = 1;
  private static final int CONTACT = 2;
  private static final int CASE = 4;
  private static final int ALL = FEEDBACK | CONTACT | CASE;

  private static final Fact LOW = new Fact.SupplyLow("main", 2);
  private static final Fact CASE_OPENED = new Fact.Tampered("case_opened");

  private final DoorRig rig =
      new DoorRig(
          new DoorsPlan(
              List.of(new DoorsPlan.Board("board", "locks")),
              List.of(
                  new DoorPlan(
                      "d0",
                      0,
                      "l0",
                      0,
                      "main",
                      new ContactPlan(0, 1, true),
                      new ContactPlan(0, 2, true),
                      60_000),
                  new DoorPlan("d1", 1, "l1", 0, "main", null, null, 60_000)),
              new ContactPlan(0, 3, true)));

  private void twice(int bits) {
    rig.read(bits);
    rig.read(bits);
  }

  @Test
  void aDoorIsShutOnlyWhenAllItsContactsSaySo() {
    twice(ALL);
    assertEquals(DoorView.SHUT, rig.doors.state(0));
    twice(ALL - CONTACT);
    assertEquals(DoorView.OPEN, rig.doors.state(0));
    twice(ALL - FEEDBACK);
    assertEquals(DoorView.OPEN, rig.doors.state(0));
  }

  @Test
  void aDoorWithoutContactsIsNeverKnown() {
    twice(ALL);
    assertFalse(rig.doors.hasSensor(1));
    assertEquals(DoorView.UNKNOWN, rig.doors.state(1));
    rig.doors.released(1, rig.now());
    assertEquals(List.of(), rig.said);
  }

  @Test
  void aContactThatDoesNotMoveInThreeUsesIsStuckAndToldOnce() {
    rig.settleShut();
    for (int use = 0; use < 6; use++) {
      rig.release();
      twice(ALL - CONTACT);
      twice(ALL);
      rig.pass(2_000);
    }
    assertEquals(
        List.of(new Fact.SensorStuck("d0", "l0", "feedback", "shut")),
        rig.said.stream().filter(Fact.SensorStuck.class::isInstance).toList());
  }

  @Test
  void aContactThatReadsOpenWheneverSomebodyWantsToOpenItIsStuck() {
    twice(ALL - FEEDBACK);
    rig.said.clear();
    rig.doors.stoodOpen(0, rig.say);
    rig.doors.stoodOpen(0, rig.say);
    assertEquals(List.of(), rig.said);
    rig.doors.stoodOpen(0, rig.say);
    rig.doors.stoodOpen(0, rig.say);
    assertEquals(List.of(new Fact.SensorStuck("d0", "l0", "feedback", "open")), rig.said);
  }

  @Test
  void aContactThatMovesInEveryThirdUseIsNotStuck() {
    rig.settleShut();
    for (int use = 0; use < 9; use++) {
      rig.release();
      twice(use % 3 == 2 ? ALL - CONTACT - FEEDBACK : ALL - CONTACT);
      twice(ALL);
      rig.pass(2_000);
    }
    assertEquals(0, rig.said.stream().filter(Fact.SensorStuck.class::isInstance).count());
  }

  @Test
  void twoPulsesThatSilenceTheirBoardAreALowSupplyToldOnce() {
    rig.settleShut();
    rig.answer(PulseAnswer.UNANSWERED);
    assertEquals(List.of(), rig.said);
    rig.answer(PulseAnswer.ANSWERED);
    rig.pass(3_000);
    rig.fail();
    assertEquals(List.of(LOW), rig.said);
    rig.answer(PulseAnswer.UNANSWERED);
    assertEquals(List.of(LOW), rig.said);
  }

  @Test
  void aPulseThatWentWellInBetweenOrASilenceMuchLaterIsNoLowSupply() {
    rig.settleShut();
    rig.answer(PulseAnswer.UNANSWERED);
    rig.answer(PulseAnswer.ANSWERED);
    rig.pass(6_000);
    rig.fail();
    rig.answer(PulseAnswer.UNANSWERED);
    rig.answer(PulseAnswer.NOT_SENT);
    assertEquals(List.of(), rig.said);
  }

  @Test
  void anOpenedCaseIsToldOnceHoweverItIsPlayedWith() {
    rig.settleShut();
    for (int i = 0; i < 20; i++) {
      twice(ALL - CASE);
      twice(ALL);
    }
    assertEquals(List.of(CASE_OPENED), rig.said);
    rig.pass(11_000);
    twice(ALL - CASE);
    assertEquals(List.of(CASE_OPENED, CASE_OPENED), rig.said);
  }

  @Test
  void aCaseThatIsFoundOpenIsToldAndNotAgainAfterARestart() {
    twice(ALL - CASE);
    assertEquals(List.of(CASE_OPENED), rig.said);
    rig.restart();
    twice(ALL - CASE);
    assertEquals(List.of(CASE_OPENED), rig.said);
  }
}
