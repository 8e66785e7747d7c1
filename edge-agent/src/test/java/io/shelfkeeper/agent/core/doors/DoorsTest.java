package io.shelfkeeper.agent.core.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.step.Input;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorsTest {
  private static final Fact OPENED = new Fact.DoorOpened("d0", "l0", "released");
  private static final Fact BROKEN = new Fact.DoorOpened("d0", "l0", "forced");
  private static final Fact SHUT = new Fact.DoorShut("d0", "l0");
  private static final Fact FORCED = new Fact.DoorForced("d0", "l0");

  private final DoorRig rig = new DoorRig();

  @Test
  void nothingIsKnownBeforeTwoEqualReadings() {
    assertEquals(DoorView.UNKNOWN, rig.doors.state(0));
    rig.shut();
    assertEquals(DoorView.UNKNOWN, rig.doors.state(0));
    rig.shut();
    assertEquals(DoorView.SHUT, rig.doors.state(0));
    assertEquals(List.of(), rig.said);
  }

  @Test
  void aReleasedDoorOpensWithoutAnAlarmAndTellsWhoWaits() {
    rig.settleShut();
    rig.release();
    rig.open(2);
    rig.shut(2);
    assertEquals(List.of(OPENED, SHUT), rig.said);
    assertEquals(List.of("opened 0", "shut 0"), rig.news);
  }

  @Test
  void anOrderThatMovesNothingDoesNotTakeTheLeaveOfTheOneBefore() {
    rig.settleShut();
    rig.release();
    rig.answer(Input.PulseAnswer.ANSWERED);
    rig.pass(5_000);
    rig.release();
    rig.answer(Input.PulseAnswer.NOT_SENT);
    rig.pass(5_000);
    rig.shut(2);
    rig.open(2);
    assertEquals(List.of(OPENED), rig.said);
  }

  @Test
  void theLeaveThatIsGivenBackIsNoLongerThanItWasAndIsUsedOnce() {
    rig.settleShut();
    rig.release();
    rig.pass(14_000);
    rig.release();
    rig.answer(Input.PulseAnswer.NOT_SENT);
    rig.pass(2_000);
    rig.shut(2);
    rig.open(2);
    assertEquals(List.of(FORCED, BROKEN), rig.said);
  }

  @Test
  void aDoorThatWasOutOfSightForLongMayHaveBeenOpen() {
    rig.shut(2);
    long since = rig.now().nanos();
    rig.pass(1_000);
    rig.shut(2);
    assertTrue(rig.doors.stayedShut(0, since, rig.now().nanos()));
    rig.doors.boardFailed(0, rig.now(), rig.said::add);
    rig.pass(2_000);
    rig.shut(2);
    assertEquals(DoorView.SHUT, rig.doors.state(0));
    assertFalse(rig.doors.stayedShut(0, since, rig.now().nanos()));
  }

  @Test
  void aQuestionWithoutAnAnswerHasSeenNothing() {
    rig.shut(2);
    long since = rig.now().nanos();
    rig.shut();
    long due = rig.now().nanos() + 1;
    rig.miss();
    assertEquals(DoorView.SHUT, rig.doors.state(0), "one miss is no news");
    assertFalse(rig.doors.stayedShut(0, since, due));
    rig.shut();
    assertTrue(rig.doors.stayedShut(0, since, due));
  }

  @Test
  void oneBoardOfTwoSeesOnlyItsOwnContact() {
    DoorRig two =
        new DoorRig(
            new DoorsPlan(
                List.of(new DoorsPlan.Board("board", "locks"), new DoorsPlan.Board("b2", "l2")),
                List.of(
                    new DoorPlan(
                        "d0",
                        0,
                        "l0",
                        0,
                        "main",
                        new ContactPlan(0, 1, true),
                        new ContactPlan(1, 1, true),
                        60_000)),
                null));
    two.shut(2);
    two.shutAt(1);
    two.shutAt(1);
    long since = two.now().nanos();
    two.shut(5);
    assertEquals(DoorView.SHUT, two.doors.state(0));
    assertFalse(two.doors.stayedShut(0, since, two.now().nanos()), "the other has not looked");
    two.shutAt(1);
    assertTrue(two.doors.stayedShut(0, since, two.now().nanos() - 200_000_000));
  }

  @Test
  void whatAStoppedProcessSawBeforeSaysNothingOfTheTimeInBetween() {
    rig.shut(2);
    long since = rig.now().nanos();
    rig.shut();
    rig.pass(20_000);
    assertEquals(DoorView.SHUT, rig.doors.state(0), "nobody has read it yet");
    assertFalse(rig.doors.stayedShut(0, since, rig.now().nanos()));
    rig.shut(2);
    assertFalse(rig.doors.stayedShut(0, since, rig.now().nanos()));
    assertTrue(rig.doors.stayedShut(0, rig.now().nanos(), rig.now().nanos()));
  }

  @Test
  void aDoorThatNobodyReleasedIsForced() {
    rig.settleShut();
    rig.open(2);
    assertEquals(List.of(FORCED, BROKEN), rig.said);
    assertEquals(Lane.ALARM, FORCED.lane());
  }

  @Test
  void theWindowEndsWithTheFirstShuttingOrAfterFifteenSeconds() {
    rig.settleShut();
    rig.release();
    rig.open(2);
    rig.shut(2);
    rig.pass(2_000);
    rig.open(2);
    assertEquals(List.of(OPENED, SHUT, FORCED, BROKEN), rig.said);
    rig.shut(2);
    rig.pass(11_000);
    rig.release();
    rig.pass(15_000);
    rig.said.clear();
    rig.open(2);
    assertEquals(List.of(FORCED, BROKEN), rig.said);
  }

  @Test
  void aDoorThatSpringsBackWhenShutIsNotForced() {
    rig.settleShut();
    rig.release();
    rig.open(2);
    rig.shut(2);
    rig.open(2);
    rig.shut(2);
    assertEquals(List.of(OPENED, SHUT, OPENED, SHUT), rig.said);
  }

  @Test
  void aPulseThatWasNotMadeTakesItsLeaveBack() {
    rig.settleShut();
    rig.release();
    rig.answer(Input.PulseAnswer.NOT_SENT);
    rig.open(2);
    assertEquals(List.of(FORCED, BROKEN), rig.said);
  }

  @Test
  void aForcedDoorThatBouncesAHundredTimesIsOneAlarm() {
    rig.settleShut();
    for (int i = 0; i < 100; i++) {
      rig.open(2);
      rig.shut(2);
    }
    assertEquals(1, Collections.frequency(rig.said, FORCED));
    rig.pass(11_000);
    rig.open(2);
    assertEquals(2, Collections.frequency(rig.said, FORCED), "calm for ten seconds in between");
  }

  @Test
  void aContactThatFluttersForAnHourDoesNotFillTheJournal() {
    rig.settleShut();
    for (int i = 0; i < 9_000; i++) {
      rig.open(2);
      rig.shut(2);
    }
    assertEquals(1, Collections.frequency(rig.said, FORCED));
    assertTrue(rig.said.size() <= 61 * Movements.PER_MINUTE, "facts: " + rig.said.size());
    assertEquals(18_000, rig.news.size());
    rig.pass(61_000);
    assertEquals(SHUT, rig.said.getLast());
  }

  @Test
  void aDoorLeftOpenIsToldOnceAndForcingItAfterwardsIsToldToo() {
    rig.settleShut();
    rig.release();
    rig.open(2);
    rig.pass(59_000);
    assertEquals(List.of(OPENED), rig.said);
    rig.pass(300_000);
    Fact held = new Fact.DoorHeld("d0", "l0", 60_000);
    assertEquals(List.of(OPENED, held), rig.said);
    rig.shut(2);
    rig.open(2);
    assertEquals(List.of(OPENED, held, SHUT, OPENED), rig.said, "it sprang back");
    rig.shut(2);
    rig.pass(2_000);
    rig.open(2);
    assertEquals(List.of(OPENED, held, SHUT, OPENED, SHUT, FORCED, BROKEN), rig.said);
  }

  @Test
  void aBoardThatComesAndGoesDoesNotPostponeTheAlarmOfADoorLeftOpen() {
    rig.settleShut();
    rig.release();
    rig.open(2);
    rig.pass(50_000);
    rig.fail();
    rig.open(2);
    rig.pass(15_000);
    assertEquals(List.of(OPENED, new Fact.DoorHeld("d0", "l0", 60_000)), rig.said);
  }

  @Test
  void aSilentBoardMakesItsDoorsUnknownUntilTwoEqualReadings() {
    rig.settleShut();
    rig.fail();
    assertEquals(DoorView.UNKNOWN, rig.doors.state(0));
    rig.shut();
    assertEquals(DoorView.UNKNOWN, rig.doors.state(0));
    rig.open(2);
    assertEquals(List.of(FORCED, BROKEN), rig.said, "it was shut before");
  }

  @Test
  void aFailedBusIsAllItsBoards() {
    rig.settleShut();
    rig.doors.deviceFailed("bus/locks", rig.now(), rig.say);
    assertEquals(DoorView.UNKNOWN, rig.doors.state(0));
  }

  @Test
  void twoMissedPollsAreEnoughToDoubtThatADoorIsShut() {
    rig.settleShut();
    rig.miss();
    assertEquals(DoorView.SHUT, rig.doors.state(0));
    rig.miss();
    assertEquals(DoorView.UNKNOWN, rig.doors.state(0));
    assertEquals(List.of(), rig.said);
  }

  @Test
  void aDoorFoundOpenAtTheFirstStartIsNoAlarm() {
    rig.open(2);
    assertEquals(List.of(new Fact.DoorOpened("d0", "l0", "found")), rig.said);
  }

  @Test
  void aDoorThatWasShutBeforeTheRestartAndIsOpenNowWasForced() {
    rig.settleShut();
    rig.restart();
    rig.open(2);
    assertEquals(List.of(FORCED, BROKEN), rig.said);
  }

  @Test
  void aDoorWhoseOrderWasCutOffByTheRestartIsNotForced() {
    rig.settleShut();
    rig.restart();
    rig.release();
    rig.open(2);
    assertEquals(List.of(OPENED), rig.said);
  }

  @Test
  void anAlarmIsNotRepeatedAfterARestart() {
    rig.settleShut();
    rig.open(2);
    rig.said.clear();
    rig.restart();
    rig.open(2);
    rig.shut(2);
    rig.open(2);
    assertEquals(List.of(SHUT, BROKEN), rig.said);
  }

  @Test
  void whatIsRememberedChangesOnlyWithTheDoors() {
    assertFalse(rig.doors.takeChanged());
    rig.settleShut();
    assertTrue(rig.doors.takeChanged());
    rig.shut(5);
    rig.pass(5_000);
    assertFalse(rig.doors.takeChanged());
    rig.open(2);
    assertTrue(rig.doors.takeChanged());
  }

  @Test
  void aJamIsToldOnceUntilTheDoorOpens() {
    Fact jammed = new Fact.DoorJammed("d0", "l0", "o1");
    rig.settleShut();
    rig.doors.jammed(0, "o1", rig.say);
    rig.doors.jammed(0, "o2", rig.say);
    assertEquals(List.of(jammed), rig.said);
    rig.release();
    rig.open(2);
    rig.said.clear();
    rig.doors.jammed(0, "o1", rig.say);
    assertEquals(List.of(jammed), rig.said);
  }
}
