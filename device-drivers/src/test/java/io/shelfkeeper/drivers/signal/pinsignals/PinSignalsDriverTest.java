package io.shelfkeeper.drivers.signal.pinsignals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.link.FakePins;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinSignalsDriverTest {
  private static final long MILLI = 1_000_000L;
  private static final int LAMP = 0;
  private static final int BUZZER = 1;
  private static final int BUZZER_MILLIS = 10_100;

  private final FakePins pins = new FakePins();
  private long now = Long.MAX_VALUE - 3_000 * MILLI; // and over the edge
  private final PinSignalsDriver board =
      new PinSignalsDriver(
          pins, List.of(signal("LAMP", 0), signal("BUZZER", BUZZER_MILLIS)), () -> now);

  private static PinSignal signal(String line, int millisMax) {
    return new PinSignal(new OutputSetup(new LineName("", line), false, false), millisMax);
  }

  /** Comes back whenever something is due, as the thread of a bus does. */
  private void playFor(long millis) throws DeviceFault {
    long end = now + millis * MILLI;
    while (board.dueNanos() - end <= 0) {
      now = board.dueNanos();
      board.play();
    }
    now = end;
  }

  private long count(String what) {
    return pins.seen.stream().filter(what::equals).count();
  }

  @Test
  void nothingIsOnBeforeSomebodyWantsIt() throws DeviceFault {
    playFor(10_000);
    assertEquals(List.of(), pins.seen);
    assertEquals(2, pins.held);
  }

  @Test
  void linesAreLookedAfterOnceASecond() throws DeviceFault {
    board.play();
    assertEquals(now + 1_000 * MILLI, board.dueNanos());
  }

  @Test
  void steadyLampIsSwitchedOnce() throws DeviceFault {
    board.show(LAMP, SignalPattern.STEADY);
    playFor(60_000);
    assertEquals(List.of("LAMP on"), pins.seen);
    board.show(LAMP, SignalPattern.OFF);
    board.play();
    assertEquals(List.of("LAMP on", "LAMP off"), pins.seen);
  }

  @Test
  void lampBlinksAsOftenAsItsPatternSays() throws DeviceFault {
    board.show(LAMP, SignalPattern.FAST_BLINK);
    playFor(10_000 - 1);
    assertEquals(25, count("LAMP on"));
    assertEquals(25, count("LAMP off"));
  }

  @Test
  void whoComesLatePlaysOnWhereItShouldBe() throws DeviceFault {
    board.show(LAMP, SignalPattern.SLOW_BLINK);
    board.play();
    now += 4_500 * MILLI;
    board.play();
    assertEquals(List.of("LAMP on"), pins.seen);
    assertEquals(now + 500 * MILLI, board.dueNanos());
  }

  @Test
  void sayingTheSameAgainBeginsNothingAnew() throws DeviceFault {
    board.show(LAMP, SignalPattern.SLOW_BLINK);
    playFor(900);
    board.show(LAMP, SignalPattern.SLOW_BLINK);
    playFor(200);
    assertEquals(List.of("LAMP on", "LAMP off"), pins.seen);
  }

  @Test
  void buzzerIsSilentAfterItsLimitWhateverTheRestForgot() throws DeviceFault {
    board.show(BUZZER, SignalPattern.STEADY);
    playFor(BUZZER_MILLIS - 1);
    assertEquals(List.of("BUZZER on"), pins.seen);
    playFor(1);
    assertEquals("BUZZER off", pins.seen.getLast());
    board.show(BUZZER, SignalPattern.STEADY);
    playFor(60_000);
    assertEquals(2, pins.seen.size());
  }

  @Test
  void limitCountsTheRestsOfItsPatternToo() throws DeviceFault {
    board.show(BUZZER, SignalPattern.BEEPS);
    playFor(60_000);
    assertEquals(7, count("BUZZER on"), "three, three, and one until the limit");
    assertEquals(7, count("BUZZER off"));
  }

  @Test
  void anotherPatternHasTheWholeLimit() throws DeviceFault {
    board.show(BUZZER, SignalPattern.STEADY);
    playFor(BUZZER_MILLIS + 1_000);
    board.show(BUZZER, SignalPattern.FAST_BLINK);
    playFor(400);
    assertEquals(List.of("BUZZER on", "BUZZER off", "BUZZER on", "BUZZER off"), first(4));
  }

  private List<String> first(int count) {
    return pins.seen.subList(0, count);
  }

  @Test
  void lineThatSomebodyElseHoldsKeepsNoOtherOneDark() throws DeviceFault {
    board.show(LAMP, SignalPattern.FAST_BLINK);
    board.show(BUZZER, SignalPattern.STEADY);
    pins.fails = "take BUZZER";
    DeviceFault fault = assertThrows(DeviceFault.class, board::play);
    assertTrue(fault.what().contains("BUZZER"), fault.what());
    assertEquals(List.of("LAMP on"), pins.seen);
    assertEquals(now + 200 * MILLI, board.dueNanos());
    pins.fails = "";
    now = board.dueNanos();
    assertThrows(DeviceFault.class, board::play, "it is a fault until it works");
    assertEquals(List.of("LAMP on", "LAMP off"), pins.seen);
    now += 800 * MILLI;
    board.play();
    assertEquals("BUZZER on", pins.seen.getLast());
  }

  @Test
  void busyLineIsTriedOnceASecondHoweverOftenTheOthersBlink() {
    board.show(LAMP, SignalPattern.FAST_BLINK);
    pins.fails = "take BUZZER";
    pins.failures = 3;
    for (long end = now + 2_900 * MILLI; board.dueNanos() - end <= 0; ) {
      now = board.dueNanos();
      assertThrows(DeviceFault.class, board::play);
    }
    assertEquals(0, pins.failures);
    assertEquals(1, pins.held);
  }

  @Test
  void lineThatDoesNotObeyIsGivenBackAloneAndTriedAgain() throws DeviceFault {
    board.show(LAMP, SignalPattern.STEADY);
    board.show(BUZZER, SignalPattern.STEADY);
    pins.fails = "set BUZZER";
    assertThrows(DeviceFault.class, board::play);
    assertEquals(1, pins.held);
    assertEquals(now + 1_000 * MILLI, board.dueNanos());
    pins.fails = "";
    playFor(1_000);
    assertEquals(2, pins.held);
    assertEquals(List.of("LAMP on", "BUZZER on"), pins.seen);
  }

  @Test
  void allOffGivesTheLinesBackAndKeepsWhatIsShown() throws DeviceFault {
    board.show(LAMP, SignalPattern.STEADY);
    board.play();
    board.allOff();
    board.allOff();
    assertEquals(0, pins.held);
    assertEquals(now, board.dueNanos());
    board.play();
    assertEquals(List.of("LAMP on", "LAMP on"), pins.seen);
  }

  @Test
  void anHourIsTheLongestLimit() {
    assertThrows(IllegalArgumentException.class, () -> signal("LAMP", -1));
    assertThrows(IllegalArgumentException.class, () -> signal("LAMP", 3_600_001));
    assertEquals(3_600_000, signal("LAMP", 3_600_000).millisMax());
  }

  @Test
  void signalThatIsNoneIsOurOwnMistake() {
    assertThrows(IndexOutOfBoundsException.class, () -> board.show(2, SignalPattern.OFF));
  }
}
