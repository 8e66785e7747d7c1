package io.shelfkeeper.agent.core.signals;

import static io.shelfkeeper.drivers.api.SignalPattern.BEEPS;
import static io.shelfkeeper.drivers.api.SignalPattern.FAST_BLINK;
import static io.shelfkeeper.drivers.api.SignalPattern.OFF;
import static io.shelfkeeper.drivers.api.SignalPattern.SLOW_BLINK;
import static io.shelfkeeper.drivers.api.SignalPattern.STEADY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorNews;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.SignalPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two doors, one of them without a contact, and a case; a signal of every kind. */
class SignalDeskTest {
  private static final int LAMP = 0;
  private static final int BLIND_LAMP = 1;
  private static final int ALARM_LAMP = 2;
  private static final int LIGHT = 3;
  private static final int BUZZER = 4;
  private static final int DOOR_BUZZER = 5;
  private static final int SOUND_SECONDS = 30;

  private static final List<SignalPlan> PLANS =
      List.of(
          plan("lamp", SignalKind.LAMP, new SignalPlan.Door("d0"), 0),
          plan("blind-lamp", SignalKind.LAMP, new SignalPlan.Door("d1"), 0),
          plan("alarm-lamp", SignalKind.LAMP, new SignalPlan.Alarms(), 0),
          plan("light", SignalKind.LIGHT, new SignalPlan.Bay("A1"), 0),
          plan("buzzer", SignalKind.BUZZER, new SignalPlan.Alarms(), SOUND_SECONDS),
          plan("door-buzzer", SignalKind.BUZZER, new SignalPlan.Door("d0"), SOUND_SECONDS));

  private static final DoorsPlan DOORS =
      new DoorsPlan(
          List.of(new DoorsPlan.Board("pi", "pins")),
          List.of(
              new DoorPlan("d0", 0, "l0", 0, "main", new ContactPlan(0, 1, true), null, 20_000),
              new DoorPlan("d1", 1, "l1", 0, "main", null, null, 20_000)),
          new ContactPlan(0, 2, true));

  private static final DoorNews NOBODY =
      new DoorNews() {
        @Override
        public void opened(int lock, Moment now) {}

        @Override
        public void shut(int lock, Moment now) {}
      };

  private Doors doors = new Doors(DOORS);
  private SignalDesk desk = new SignalDesk(PLANS, doors);
  private final SignalPattern[] shown = new SignalPattern[PLANS.size()];
  private final List<Effect> wished = new ArrayList<>();
  private final Set<String> restocked = new HashSet<>();
  private long nanos = 1_000_000_000L;
  private boolean open;
  private boolean caseOpen;

  SignalDeskTest() {
    Arrays.fill(shown, OFF);
  }

  private static SignalPlan plan(
      String id, SignalKind kind, SignalPlan.Subject subject, int seconds) {
    return new SignalPlan(id, "lamps", "pins", kind, subject, seconds);
  }

  private Moment now() {
    return new Moment(0, nanos, ClockTrust.UNKNOWN);
  }

  private void finish() {
    Effects out = new Effects();
    desk.finish(now(), restocked::contains, out);
    for (Effect.Deed deed : out.deeds()) {
      Effect.ShowSignal show = (Effect.ShowSignal) deed;
      shown[show.signal()] = show.pattern();
      wished.add(show);
    }
  }

  /** Contacts are read ten times a second, and doors are looked at every second. */
  private void pass(double seconds) {
    long end = nanos + (long) (seconds * 1e9);
    while (nanos < end) {
      nanos += 100_000_000L;
      long closed = (open ? 0 : 1) | (caseOpen ? 0 : 2);
      doors.contacts(now(), new Input.ContactsRead(0, nanos, 2, closed), fact -> {}, NOBODY);
      if (nanos % 1_000_000_000L == 0) {
        doors.tick(now(), fact -> {});
      }
      finish();
    }
  }

  private void restart() {
    byte[] memory = doors.memory();
    doors = new Doors(DOORS);
    doors.restore(memory);
    desk = new SignalDesk(PLANS, doors);
    Arrays.fill(shown, OFF);
  }

  private void force() {
    pass(1);
    open = true;
    pass(0.3);
  }

  @Test
  void nothingIsShownWhereNothingHappens() {
    pass(60);
    assertEquals(List.of(), wished);
  }

  @Test
  void lampOfADoorIsOnFromItsReleaseUntilItIsShutForGood() {
    pass(1);
    doors.released(0, now());
    finish();
    assertEquals(STEADY, shown[LAMP]);
    pass(3);
    open = true;
    pass(10);
    assertEquals(STEADY, shown[LAMP]);
    open = false;
    pass(0.5);
    assertEquals(STEADY, shown[LAMP], "it may still spring back");
    pass(2);
    assertEquals(OFF, shown[LAMP]);
    assertEquals(2, wished.size(), wished::toString);
  }

  @Test
  void lampOfADoorThatNobodyOpensGoesOffWithItsLeave() {
    pass(1);
    doors.released(0, now());
    pass(14.9);
    assertEquals(STEADY, shown[LAMP]);
    pass(1.2);
    assertEquals(OFF, shown[LAMP]);
  }

  @Test
  void lampOfAPulseThatWasNotMadeGoesOff() {
    pass(1);
    doors.released(0, now());
    finish();
    doors.pulsed(now(), new Input.Pulsed("o", 0, Input.PulseAnswer.NOT_SENT, "no"), fact -> {});
    finish();
    assertEquals(OFF, shown[LAMP]);
  }

  @Test
  void lampOfADoorWithoutAContactIsOnAsLongAsItMayBeOpened() {
    doors.released(1, now());
    finish();
    assertEquals(STEADY, shown[BLIND_LAMP]);
    pass(14.8);
    assertEquals(STEADY, shown[BLIND_LAMP]);
    pass(0.3);
    assertEquals(OFF, shown[BLIND_LAMP]);
  }

  @Test
  void lampOfADoorWhoseBoardFellSilentStaysAsTheDoorWasSeen() {
    pass(1);
    doors.released(0, now());
    open = true;
    pass(2);
    doors.deviceFailed("pi", now(), fact -> {});
    finish();
    assertEquals(STEADY, shown[LAMP]);
  }

  @Test
  void forcedDoorBlinksAndSoundsUntilItsAlarmEnds() {
    force();
    assertEquals(FAST_BLINK, shown[LAMP]);
    assertEquals(FAST_BLINK, shown[ALARM_LAMP]);
    assertEquals(FAST_BLINK, shown[BUZZER]);
    assertEquals(FAST_BLINK, shown[DOOR_BUZZER]);
    assertEquals(OFF, shown[BLIND_LAMP]);
    open = false;
    pass(9.5);
    assertEquals(FAST_BLINK, shown[LAMP]);
    assertEquals(FAST_BLINK, shown[BUZZER]);
    pass(1.5);
    assertEquals(List.of(OFF, OFF), List.of(shown[LAMP], shown[BUZZER]));
  }

  @Test
  void doorThatIsHeldOpenBeepsUntilItIsShutAndBlinksUntilItsAlarmEnds() {
    pass(1);
    doors.released(0, now());
    open = true;
    pass(19);
    assertEquals(OFF, shown[BUZZER]);
    pass(2);
    assertEquals(BEEPS, shown[BUZZER]);
    assertEquals(FAST_BLINK, shown[LAMP]);
    open = false;
    pass(1.5);
    assertEquals(OFF, shown[BUZZER]);
    assertEquals(FAST_BLINK, shown[LAMP], "no break between the alarm and its end");
    pass(10);
    assertEquals(OFF, shown[LAMP]);
    List<SignalPattern> lamp =
        wished.stream()
            .map(Effect.ShowSignal.class::cast)
            .filter(show -> show.signal() == LAMP)
            .map(Effect.ShowSignal::pattern)
            .toList();
    assertEquals(List.of(STEADY, FAST_BLINK, OFF), lamp);
  }

  @Test
  void openedCaseIsAnAlarmOfNoDoor() {
    pass(1);
    caseOpen = true;
    pass(0.3);
    assertEquals(FAST_BLINK, shown[BUZZER]);
    assertEquals(FAST_BLINK, shown[ALARM_LAMP]);
    assertEquals(OFF, shown[DOOR_BUZZER]);
    assertEquals(OFF, shown[LAMP]);
  }

  @Test
  void aShopWithoutACaseSwitchHasNoAlarmOfIt() {
    Doors few = new Doors(new DoorsPlan(DOORS.boards(), DOORS.doors(), null));
    Effects out = new Effects();
    new SignalDesk(PLANS, few).finish(now(), bay -> false, out);
    assertEquals(List.of(), out.deeds());
  }

  @Test
  void buzzerEndsByItselfAndTheLampGoesOn() {
    force();
    pass(SOUND_SECONDS - 0.5);
    assertEquals(FAST_BLINK, shown[BUZZER]);
    pass(0.5);
    assertEquals(OFF, shown[BUZZER]);
    assertEquals(FAST_BLINK, shown[LAMP]);
    pass(600);
    assertEquals(OFF, shown[BUZZER]);
  }

  @Test
  void buzzersThatWereHeardAreSilentUntilTheNextAlarm() {
    force();
    StaffAnswer answer = desk.silence();
    assertEquals(StaffAnswer.Outcome.DONE, answer.outcome());
    assertTrue(answer.text().contains("stand: 1"), answer::text);
    finish();
    assertEquals(OFF, shown[BUZZER]);
    assertEquals(FAST_BLINK, shown[LAMP]);
    caseOpen = true;
    pass(0.3);
    assertEquals(FAST_BLINK, shown[BUZZER]);
    assertEquals(OFF, shown[DOOR_BUZZER]);
    caseOpen = false;
    pass(11);
    assertEquals(OFF, shown[BUZZER]);
  }

  @Test
  void alarmThatComesAgainIsHeardAgain() {
    force();
    desk.silence();
    open = false;
    pass(12);
    open = true;
    pass(0.3);
    assertEquals(FAST_BLINK, shown[BUZZER]);
  }

  @Test
  void silenceWithoutAnAlarmHushesNoneThatComes() {
    assertEquals("No alarm stands.", desk.silence().text());
    force();
    assertEquals(FAST_BLINK, shown[BUZZER]);
  }

  @Test
  void whereThereIsNoBuzzerNoneIsSilenced() {
    SignalDesk quiet = new SignalDesk(PLANS.subList(0, BUZZER), doors);
    assertEquals(StaffAnswer.Outcome.REFUSED, quiet.silence().outcome());
  }

  @Test
  void afterAStartAlarmsAreShownAgainAndLitBaysAreNot() {
    force();
    desk.light(now(), new StaffRequest.LightBay("A1", 600));
    desk.silence();
    finish();
    restart();
    finish();
    assertEquals(FAST_BLINK, shown[LAMP]);
    assertEquals(FAST_BLINK, shown[BUZZER], "nobody knows any more who has heard it");
    assertEquals(OFF, shown[LIGHT]);
  }

  @Test
  void bayThatSomebodyLooksForIsLitForAWhile() {
    StaffAnswer answer = desk.light(now(), new StaffRequest.LightBay("A1", 5));
    assertEquals("The light at A1 is on for 5 s.", answer.text());
    finish();
    assertEquals(STEADY, shown[LIGHT]);
    pass(4.9);
    assertEquals(STEADY, shown[LIGHT]);
    pass(0.1);
    assertEquals(OFF, shown[LIGHT]);
  }

  @Test
  void bayOfADeliveryBlinksAndIsFoundAllTheSame() {
    restocked.add("A1");
    finish();
    assertEquals(SLOW_BLINK, shown[LIGHT]);
    desk.light(now(), new StaffRequest.LightBay("A1", 5));
    finish();
    assertEquals(STEADY, shown[LIGHT]);
    pass(5);
    assertEquals(SLOW_BLINK, shown[LIGHT]);
    restocked.clear();
    finish();
    assertEquals(OFF, shown[LIGHT]);
  }

  private String refusal(SignalDesk of, String bay, int seconds) {
    StaffAnswer answer = of.light(now(), new StaffRequest.LightBay(bay, seconds));
    assertEquals(StaffAnswer.Outcome.REFUSED, answer.outcome());
    return answer.text();
  }

  @Test
  void lightThatCannotBeIsRefusedWithWhatCan() {
    assertTrue(refusal(desk, "A2", 5).contains("lights at: bay/A1"));
    assertTrue(refusal(new SignalDesk(List.of(), doors), "A1", 5).contains("no lights"));
    assertTrue(refusal(desk, "A1", 0).contains("1 to 3600 seconds"));
    assertTrue(refusal(desk, "A1", 3_601).contains("1 to 3600 seconds"));
    desk.deviceFailed("lamps");
    assertTrue(refusal(desk, "A1", 5).contains("fault of lamps"));
    desk.deviceRecovered("lamps");
    desk.deviceFailed("bus/pins");
    assertTrue(refusal(desk, "A1", 5).contains("does not work"));
    desk.deviceRecovered("bus/pins");
    assertEquals(
        StaffAnswer.Outcome.DONE,
        desk.light(now(), new StaffRequest.LightBay("A1", 3_600)).outcome());
  }

  @Test
  void statusSaysWhatEachShallShowAndWhetherThatIsKnown() {
    force();
    assertEquals(
        new Status.Signal("lamp", "lamp", "door/d0", "fast_blink", true), desk.status().getFirst());
    assertEquals("alarms", desk.status().get(BUZZER).tells());
    assertEquals("bay/A1", desk.status().get(LIGHT).tells());
    desk.deviceFailed("lamps");
    assertFalse(desk.status().getFirst().works());
  }

  @Test
  void lampOfADoorThatIsNotThereIsAMistake() {
    List<SignalPlan> wrong = List.of(plan("lamp", SignalKind.LAMP, new SignalPlan.Door("d9"), 0));
    assertThrows(IllegalArgumentException.class, () -> new SignalDesk(wrong, doors));
  }

  @Test
  void lightOfADoorIsDark() {
    SignalDesk odd =
        new SignalDesk(
            List.of(plan("light", SignalKind.LIGHT, new SignalPlan.Door("d0"), 0)), doors);
    Effects out = new Effects();
    odd.finish(now(), bay -> true, out);
    assertEquals(List.of(), out.deeds());
  }
}
