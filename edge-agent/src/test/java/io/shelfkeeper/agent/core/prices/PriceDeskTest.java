package io.shelfkeeper.agent.core.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, damage and new starts: the list in force stays, and a later one finds a way. */
class PriceDeskTest {
  private static final byte[] MILK = Rig.one("milk", 89);

  private static final byte[] UNREADABLE = "{\"prices\":[]".getBytes(StandardCharsets.UTF_8);

  private final Rig rig = new Rig();

  /** An emergency under ever higher versions, while one part does not get through. */
  @Test
  void listsThatBeginNowAndLackPartsDoNotPileUp() {
    rig.list(1, "now", List.of(Rig.tea(149)));
    for (int version = 2; version <= 40; version++) {
      assertTrue(rig.manifest(version, "now", List.of(Rig.tea(version), MILK)));
    }
    rig.news();
    rig.restart();
    assertEquals(List.of("staged 40 lacks [0, 1]"), rig.news());
    assertEquals(149, rig.tea());
    assertEquals(1, rig.desk().version());
    rig.part(MILK);
    rig.part(Rig.tea(40));
    assertEquals(List.of("staged 40 lacks []", "active 40 after 1"), rig.news());
    rig.manifest(39, "now", List.of(Rig.tea(39), MILK));
    assertEquals(List.of("refused prices/39 old_version"), rig.news());
  }

  @Test
  void asManyListsAsMayWaitSurviveARestart() {
    rig.list(1, "now", List.of(Rig.tea(1)));
    rig.list(2, "now", List.of(Rig.tea(2)));
    for (int i = 3; i <= 10; i++) {
      rig.list(i, "2027-01-%02dT00:00".formatted(i), List.of(Rig.tea(i)));
    }
    rig.manifest(11, "2027-01-11T00:00", List.of(Rig.tea(11)));
    rig.manifest(11, "now", List.of(Rig.tea(11), MILK));
    assertTrue(rig.news().contains("refused prices/11 too_many"));
    rig.restart();
    assertEquals(List.of("staged 11 lacks [0, 1]"), rig.news());
    assertEquals(2, rig.tea());
    for (int i = 3; i <= 10; i++) {
      rig.at("2027-01-%02dT00:00:00Z".formatted(i));
      rig.restart();
      assertEquals(i, rig.tea());
    }
  }

  /** Lists that change entirely, as large as the contract allows: later ones find room for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"now", "2026-12-24T00:00"})
  void largeListsFollowOneAnother(String activeFrom) {
    rig.at("2026-12-31T00:00:00Z");
    for (int version = 1; version <= 6; version++) {
      rig.list(version, activeFrom, Rig.large(160, version));
      assertEquals(version, rig.tea());
      rig.restart();
      assertEquals(version, rig.tea());
      assertEquals(Math.min(version, 2) * 160, rig.partsKept());
    }
    rig.news();
    rig.manifest(7, "now", Rig.large(160, 5));
    assertEquals(List.of("staged 7 lacks []", "active 7 after 6"), rig.news());
    assertEquals(5, rig.tea());
  }

  /** A large list that waits and never gets whole keeps no other from beginning now. */
  @Test
  void aListThatBeginsNowAlwaysFindsRoom() {
    rig.list(1, "now", Rig.large(160, 1));
    rig.list(2, "now", Rig.large(160, 2));
    rig.list(3, "2027-01-03T00:00", Rig.large(160, 3));
    assertEquals(480, rig.partsKept());
    rig.news();
    assertFalse(rig.manifest(4, "2027-01-04T00:00", List.of(Rig.tea(4))));
    assertEquals(List.of("refused prices/4 too_many"), rig.news());
    List<byte[]> urgent = Rig.large(160, 4);
    assertTrue(rig.manifest(4, "now", urgent));
    urgent.subList(1, 160).forEach(rig::part);
    assertEquals(479, rig.partsKept(), "the list before the one in force gives way");
    rig.restart();
    assertEquals(2, rig.tea());
    rig.part(urgent.getFirst());
    assertEquals(4, rig.tea());
    assertEquals(320, rig.partsKept());
  }

  @Test
  void aWithdrawnListStaysWithdrawnAndIsNotLost() {
    rig.list(8, "now", List.of(Rig.tea(149)));
    rig.list(9, "now", List.of(UNREADABLE));
    rig.news();
    for (int i = 0; i < 2; i++) {
      rig.restart();
      assertEquals(List.of(), rig.news());
      assertFalse(rig.manifest(9, "now", List.of(Rig.tea(1))));
      assertEquals(List.of("refused prices/9 old_version"), rig.news());
      assertEquals(149, rig.tea());
    }
    rig.list(10, "now", List.of(Rig.tea(150)));
    assertEquals(150, rig.tea());
  }

  /** The newest was withdrawn, then an older one that waited, too: still nothing is lost. */
  @Test
  void anOlderOneThatIsWithdrawnLaterHidesNothing() {
    byte[] other = "{\"prices\":{".getBytes(StandardCharsets.UTF_8);
    rig.manifest(8, "2027-01-01T00:00", List.of(other));
    rig.list(9, "now", List.of(UNREADABLE));
    rig.part(other);
    rig.news();
    rig.restart();
    assertEquals(List.of(), rig.news());
  }

  @Test
  void aListThatLostAPartTellsAtTheStartAndWhenAskedAndIsMended() {
    rig.list(1, "2026-12-24T00:00", List.of(Rig.tea(149), MILK));
    rig.news();
    rig.damage(MILK);
    rig.restart();
    assertEquals(List.of("staged 1 lacks [1]"), rig.news());
    assertFalse(rig.manifest(1, "2026-12-24T00:00", List.of(Rig.tea(149), MILK)));
    assertEquals(List.of("staged 1 lacks [1]"), rig.news());
    rig.part(MILK);
    assertEquals(List.of("staged 1 lacks []"), rig.news());
    rig.at("2026-12-24T00:00:00Z");
    assertEquals(149, rig.tea());
  }

  /** Nobody needs a clock to put back into force what was in force. */
  @Test
  void theListInForceIsMendedBySendingWhatItLost() {
    rig.list(4, "2026-12-24T00:00", List.of(Rig.tea(149), MILK));
    rig.at("2026-12-24T00:00:00Z");
    rig.manifest(5, "2027-01-01T00:00", List.of(Rig.tea(5)));
    rig.damage(MILK);
    rig.clock = ClockTrust.UNKNOWN;
    rig.news();
    for (int i = 0; i < 2; i++) {
      rig.restart();
      assertEquals(
          List.of(
              "staged 5 lacks [0]",
              "staged 4 lacks [1]",
              "The price list in force, version 4, has lost parts in the journal. Prices are those"
                  + " of the site file. Send its manifest and the missing parts again, and check"
                  + " the disk."),
          rig.news());
      assertEquals(100, rig.tea());
      assertEquals(0, rig.desk().version());
    }
    rig.manifest(4, "2026-12-24T00:00", List.of(Rig.tea(149), MILK));
    rig.part(MILK);
    assertEquals(List.of("staged 4 lacks [1]", "active 4 after 0"), rig.news());
    assertEquals(149, rig.tea());
    rig.restart();
    assertEquals(149, rig.tea());
    assertEquals(List.of("staged 5 lacks [0]"), rig.news());
  }

  @Test
  void aListInForceThatLostPartsIsAFaultUntilAnotherBegins() {
    Faults faults = new Faults();
    List<String> told = new ArrayList<>();
    rig.list(1, "now", List.of(Rig.tea(149)));
    rig.damage(Rig.tea(149));
    rig.restart();
    PriceWatch watch = new PriceWatch(rig.desk(), faults);
    watch.look(
        rig.now(), fact -> told.add(fact instanceof Fact.FaultOpened f ? f.kind() : "other"));
    assertEquals(List.of("incomplete"), told);
    rig.list(2, "now", List.of(Rig.tea(150)));
    watch.look(rig.now(), fact -> told.add(fact instanceof Fact.FaultClosed ? "over" : "other"));
    assertEquals(List.of("incomplete", "over"), told);
    rig.restart();
    assertEquals(150, rig.tea());
  }

  /** What an earlier build wrote: more lists than it would read again. */
  @Test
  void moreListsThanMayWaitAreReadNevertheless() {
    rig.list(1, "now", List.of(Rig.tea(149)));
    byte[] one = Objects.requireNonNull(rig.states.get(PriceDesk.LISTS));
    StateWriter many = new StateWriter(1).number(41);
    for (int i = 2; i <= 41; i++) {
      new PricePlan(i, "now", PricePlan.NOW, "EUR", "", List.of(SignedManifest.hash(Rig.tea(i))))
          .write(many.number(0));
    }
    byte[] waiting = many.bytes();
    byte[] all = Arrays.copyOf(waiting, waiting.length + one.length - 9);
    System.arraycopy(one, 9, all, waiting.length, one.length - 9);
    rig.states.put(PriceDesk.LISTS, all);
    rig.restart();
    assertEquals(149, rig.tea());
    rig.news();
    rig.list(42, "now", List.of(Rig.tea(42)));
    assertEquals(42, rig.tea());
  }

  @Test
  void aClockThatJumpsBackOverAnHourThatComesTwiceSwitchesOnce() {
    rig.list(1, "2027-10-31T02:30", List.of(Rig.tea(149)));
    rig.news();
    rig.at("2027-10-31T00:29:59Z");
    assertEquals(100, rig.tea());
    rig.at("2027-10-31T00:30:00Z");
    rig.at("2027-10-31T00:00:00Z");
    rig.restart();
    rig.at("2027-10-31T01:30:00Z");
    assertEquals(List.of("active 1 after 0"), rig.news());
    assertEquals(149, rig.tea());
  }

  @Test
  void aListWithATimeLeavesTheOneThatBeginsNowAlone() {
    rig.manifest(1, "now", List.of(Rig.tea(149), MILK));
    rig.list(2, "2027-01-01T00:00", List.of(Rig.tea(2)));
    rig.part(Rig.tea(149));
    rig.part(MILK);
    assertEquals(149, rig.tea());
    rig.at("2027-01-01T00:00:00Z");
    assertEquals(2, rig.tea());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listsThatTheJournalLostAreToldAndTheNewestMayComeAgain(boolean damaged) {
    rig.list(4, "now", List.of(Rig.tea(4)));
    rig.list(5, "now", List.of(Rig.tea(5)));
    rig.news();
    if (damaged) {
      rig.states.put(PriceDesk.LISTS, new byte[] {1, 2, 3});
    } else {
      rig.states.remove(PriceDesk.LISTS);
    }
    rig.restart();
    assertEquals(
        List.of(
            "The price list, version 5, is lost. Prices are those of the site file. Send it"
                + " again."),
        rig.news());
    assertEquals(100, rig.tea());
    rig.list(4, "now", List.of(Rig.tea(4)));
    assertEquals(100, rig.tea());
    rig.list(5, "now", List.of(Rig.tea(5)));
    assertEquals(5, rig.tea());
    rig.restart();
    assertEquals(5, rig.tea());
  }

  /** The journal has the newest version, and so has a floor that outlives it. */
  @Test
  void eitherMemoryOfTheVersionIsEnough() {
    rig.list(5, "now", List.of(Rig.tea(5)));
    rig.news();
    rig.floors.clear();
    rig.restart();
    assertEquals(5L, rig.floors.get(PriceDesk.FLOOR));
    rig.states.remove(PriceDesk.VERSION);
    rig.restart();
    rig.manifest(4, "now", List.of(Rig.tea(4)));
    assertEquals(List.of("refused prices/4 old_version"), rig.news());
    assertEquals(5, rig.tea());
  }

  @Test
  void inDoubtWhichWasTheNewestTheListInForceStaysAndNoneIsTaken() {
    rig.list(5, "now", List.of(Rig.tea(5)));
    rig.news();
    rig.states.put(PriceDesk.VERSION, new byte[] {9});
    rig.restart();
    assertTrue(rig.news().getFirst().startsWith("It cannot be read which price list was the last"));
    assertFalse(rig.manifest(6, "now", List.of(Rig.tea(6))));
    assertEquals(List.of("refused prices/6 old_version"), rig.news());
    assertEquals(5, rig.tea());
    assertEquals(5L, rig.floors.get(PriceDesk.FLOOR));
  }
}
