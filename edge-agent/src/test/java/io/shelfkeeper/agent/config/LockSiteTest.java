package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LockSiteTest {
  private static final SampleSite LOCKER = SampleSite.LOCKER;

  @Test
  void locksBoardsAndSwitchesAreReadWithTheirUsualValues() {
    SiteFile site = LOCKER.accepted(LOCKER.text());
    SiteFile.Locks locks = site.locks();
    assertEquals(12, locks.pulsesPerMinuteMax());
    assertEquals(new SiteFile.Contact("relay", 8, true), locks.caseSwitch());
    assertEquals(
        new SiteFile.Lock(
            "lock-c1",
            "locker-board",
            1,
            new SiteFile.Contact("locker-board", 1, true),
            300,
            1_500,
            3_000,
            6,
            "main"),
        locks.all().getFirst());
    assertEquals(
        new SiteFile.Board(24, SiteFile.StatusOrder.FIRST_BYTE_LOW, false),
        site.devices().get(1).board());
    assertEquals(700, locks.all().get(2).pulseMillis());
    assertNull(locks.all().get(3).feedback());
  }

  @Test
  void doorsNameWhatIsBehindThem() {
    SiteFile site = LOCKER.accepted(LOCKER.text());
    SiteFile.Door fridge = site.fixtures().getFirst().doors().getFirst();
    assertEquals(List.of("F1"), fridge.opens());
    assertEquals(90_000, fridge.heldMillis());
    assertEquals(new SiteFile.Contact("relay", 2, false), fridge.contact());
    assertEquals(List.of("C1", "C2", "C3"), site.fixtures().get(1).compartments());
    assertEquals(List.of("C2"), site.fixtures().get(1).doors().get(1).opens());
  }

  @Test
  void boardsAreNoCells() {
    SiteFile site = LOCKER.accepted(LOCKER.text());
    StockSetup stock = Setups.of(site).stock();
    assertEquals(List.of(new StockSetup.Cell("F1", "F1")), stock.cells());
    assertEquals(10, stock.samplesPerSecond());
  }

  @Test
  void theCoreIsToldOfDoorsByTheNumbersOfLocksAndBoards() {
    DoorsPlan doors = Setups.of(LOCKER.accepted(LOCKER.text())).doors();
    assertEquals(
        List.of(
            new DoorsPlan.Board("locker-board", "lock-bus"),
            new DoorsPlan.Board("relay", "relay-bus")),
        doors.boards());
    assertEquals(
        new DoorPlan(
            "fridge-door",
            2,
            "lock-fridge",
            1,
            "main",
            new ContactPlan(1, 1, true),
            new ContactPlan(1, 2, false),
            90_000),
        doors.doors().getFirst());
    assertEquals(new ContactPlan(0, 2, false), doors.doors().get(2).feedback());
    assertNull(doors.doors().get(3).feedback());
    assertEquals(new ContactPlan(1, 8, true), doors.caseSwitch());
  }

  @Test
  void aLockThatHoldsNoDoorIsAProblem() {
    String text = LOCKER.edited("      - {id: C3, lock: lock-blind, opens: [C3]}\n", "");
    assertEquals(
        List.of("the lock \"lock-blind\" holds no door", "no door opens the compartment \"C3\""),
        LOCKER.problems(text).stream().map(Problem::what).toList());
  }

  static List<Arguments> mistakes() {
    return Mistakes.read("lock-mistakes.txt");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLineAndTheRemedy(
      String piece, String by, String what, String instead) {
    Mistakes.isNamed(LOCKER, piece, by, what, instead);
  }
}
