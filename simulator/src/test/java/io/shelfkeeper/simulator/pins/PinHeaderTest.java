package io.shelfkeeper.simulator.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.simulator.models.Sending;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.Coil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The far side of the protocol, byte by byte. */
class PinHeaderTest {
  private static final long MILLI = 1_000_000;

  private final Troubles troubles = new Troubles();
  private final List<String> coils = new ArrayList<>();
  private boolean closed;
  private final PinHeader header =
      new PinHeader(
          "pins",
          List.of(
              new WiredPin("GPIO5", new Hung.Switch("contact", _ -> closed, true)),
              new WiredPin("GPIO6", new Hung.Switch("other contact", _ -> true, true)),
              new WiredPin("GPIO17", new Hung.Load("coil", coil("bare"), false)),
              new WiredPin("GPIO18", new Hung.Load("relay", coil("low"), true)),
              new WiredPin("led:lock1", new Hung.Load("lock", coil("led"), false))),
          troubles);
  private long now = 1_000 * MILLI;

  private Coil coil(String name) {
    return new Coil() {
      @Override
      public void energise(long fromNanos, long untilNanos) {
        String end = untilNanos == Long.MAX_VALUE ? "ever" : untilNanos / MILLI + "";
        coils.add("%s from %d to %s".formatted(name, fromNanos / MILLI, end));
      }

      @Override
      public void cut(long nanos) {
        coils.add("%s cut at %d".formatted(name, nanos / MILLI));
      }
    };
  }

  private String raw(String text) {
    return header.hear(text.getBytes(StandardCharsets.US_ASCII), 1_000_000_000, now).stream()
        .map(Sending::bytes)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .collect(Collectors.joining());
  }

  private String ask(String request) {
    return raw(request + "\n").strip();
  }

  private void hello() {
    assertEquals("ok lets-go", ask("hello pins 1 shelfkeeper"));
  }

  private void pass(long millis) {
    now += millis * MILLI;
    header.idle(1, now);
  }

  private void wrong(Trouble kind, String target) {
    troubles.start(new Troubles.Active(target, kind, Double.NaN, now, Long.MAX_VALUE));
  }

  private PinState state(String name) {
    return header.states(now).stream()
        .filter(pin -> pin.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void requestsComeInPiecesAndInLumps() {
    assertEquals("", raw("hello pi"));
    assertEquals("ok lets-go\n", raw("ns 1 me\n"));
    assertEquals("ok\nok\nok low 0\n", raw("check GPIO5\nin GPIO5 down 0\nget GPIO5\n"));
  }

  @Test
  void nobodyIsServedBeforeHello() {
    assertEquals("error unknown", ask("check GPIO5"));
    assertEquals("error unknown", ask("hello pins 2 me"));
    assertEquals("error unknown", ask("hello"));
    assertEquals("error unknown", ask("out GPIO17 high push"));
    assertEquals(List.of(), coils);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "get",
        "check",
        "open GPIO5",
        "check GPIO5 GPIO6",
        "out GPIO17 up push",
        "out GPIO17 high pull",
        "out GPIO17 high",
        "in GPIO5 both 0",
        "in GPIO5 up -1",
        "in GPIO5 up 1000001",
        "in GPIO5 up 99999999999",
        "shot lock1 0",
        "shot lock1 5001",
        "shot lock1 ten",
        "led lock1 now",
        "\u0000"
      })
  void whatIsNoRequestIsSaidAndDoesNothing(String request) {
    hello();
    ask("led lock1");
    assertEquals("error unknown", ask(request));
    assertEquals(List.of(), coils);
    assertEquals("free", state("GPIO17").use());
    assertEquals("free", state("GPIO5").use());
  }

  @Test
  void lineThatIsTooLongIsOneMistakeAndTheNextIsHeard() {
    hello();
    assertEquals("", raw("x".repeat(100_000)));
    assertEquals("error unknown\nok\n", raw("\ncheck GPIO5\n"));
    assertEquals("error absent", ask("check " + "x".repeat(193)));
    assertEquals("error unknown", ask("check " + "x".repeat(194)));
  }

  @Test
  void onlyLinesOfOnesOwnObey() {
    hello();
    assertEquals("error not-held", ask("set GPIO17 high"));
    assertEquals("error not-held", ask("get GPIO5"));
    assertEquals("error not-held", ask("free GPIO5"));
    ask("in GPIO5 up 0");
    assertEquals("error not-held", ask("set GPIO5 high"));
    ask("out GPIO17 low push");
    assertEquals("error not-held", ask("get GPIO17"));
    assertEquals("error held shelfkeeper", ask("out GPIO17 high push"));
    assertEquals("error absent", ask("check GPIO9"));
    assertEquals("error absent", ask("check led:lock1"));
    assertEquals("error absent", ask("led lock2"));
    assertEquals("error not-held", ask("shot lock1 300"));
    assertEquals(List.of(), coils);
  }

  @Test
  void coilsFollowTheirLevel() {
    hello();
    ask("out GPIO17 low push");
    ask("out GPIO18 high push");
    assertEquals(List.of(), coils);
    ask("set GPIO17 high");
    ask("set GPIO18 low");
    pass(300);
    ask("set GPIO17 low");
    ask("free GPIO18");
    assertEquals(
        List.of(
            "bare from 1000 to ever",
            "low from 1000 to ever",
            "bare cut at 1300",
            "low cut at 1300"),
        coils);
    assertEquals(new PinState("GPIO18", "free", true, "", "relay"), state("GPIO18"));
  }

  @Test
  void kernelEndsThePulseOfALedAndTakesNoSecondInIt() {
    hello();
    ask("led lock1");
    ask("shot lock1 300");
    pass(100);
    ask("shot lock1 300");
    assertEquals(List.of("led from 1000 to 1300"), coils);
    assertEquals(new PinState("led:lock1", "led", true, "the kernel", "lock"), state("led:lock1"));
    header.hungUp(now);
    pass(200);
    assertEquals(false, state("led:lock1").high());
    hello();
    ask("shot lock1 50");
    ask("dark lock1");
    assertEquals(List.of("led from 1300 to 1350", "led cut at 1300"), coils.subList(2, 4));
  }

  @Test
  void whoeverHangsUpLetsGo() {
    hello();
    ask("out GPIO17 low push");
    ask("in GPIO5 up 0");
    ask("set GPIO17 high");
    raw("set GPIO17 hi");
    pass(100);
    header.hungUp(now);
    assertEquals(List.of("bare from 1000 to ever", "bare cut at 1100"), coils);
    assertEquals(new PinState("GPIO17", "free", false, "", "coil"), state("GPIO17"));
    assertEquals("error unknown", ask("check GPIO17"));
    hello();
    assertEquals("ok", ask("check GPIO17"));
    assertEquals("ok", ask("check GPIO5"));
  }

  @Test
  void machineThatKeepsOutputsKeepsThemUntilSomebodyTakesThem() {
    wrong(Trouble.KEEPS, "pins");
    assertEquals("ok keeps", ask("hello pins 1 shelfkeeper"));
    ask("out GPIO17 low push");
    ask("set GPIO17 high");
    header.hungUp(now);
    pass(1_000);
    assertEquals(new PinState("GPIO17", "out", true, "", "coil"), state("GPIO17"));
    assertEquals(List.of("bare from 1000 to ever"), coils);
    ask("hello pins 1 shelfkeeper");
    ask("out GPIO17 low push");
    assertEquals("bare cut at 2000", coils.getLast());
  }

  @Test
  void contactIsPulledByThePinWhileItIsOpen() {
    hello();
    ask("in GPIO5 up 0");
    assertEquals("ok high 0", ask("get GPIO5"));
    closed = true;
    assertEquals("ok low 1", ask("get GPIO5"));
    closed = false;
    pass(1);
    closed = true;
    pass(1);
    assertEquals("ok low 3", ask("get GPIO5"));
    wrong(Trouble.INVERTED, "GPIO5");
    assertEquals("ok high 4", ask("get GPIO5"));
    troubles.clear();
    wrong(Trouble.CUT, "GPIO5");
    assertEquals("ok high 4", ask("get GPIO5"));
  }

  @Test
  void swappedWiresLeadToTheNextLine() {
    wrong(Trouble.SWAPPED, "GPIO5");
    hello();
    ask("in GPIO5 up 0");
    ask("in GPIO6 up 0");
    assertEquals("ok low 0", ask("get GPIO5"));
    assertEquals("ok high 0", ask("get GPIO6"));
    assertEquals("other contact", state("GPIO5").hung());
  }

  @Test
  void coilAtTheLineOfAContactIsKeptOffByItsResistor() {
    wrong(Trouble.SWAPPED, "GPIO6");
    hello();
    ask("in GPIO6 up 0");
    assertEquals("ok low 0", ask("get GPIO6"));
    ask("out GPIO17 low push");
    ask("set GPIO17 high");
    assertEquals(List.of(), coils);
  }

  @Test
  void whatAnotherProgramHoldsIsToldWithItsName() {
    wrong(Trouble.HELD, "GPIO17");
    wrong(Trouble.ABSENT, "GPIO5");
    wrong(Trouble.NO_TRIGGER, "led:lock1");
    hello();
    assertEquals("error held another-program", ask("check GPIO17"));
    assertEquals("another-program", state("GPIO17").holder());
    assertEquals("error absent", ask("in GPIO5 up 0"));
    assertEquals("error no-trigger", ask("check-led lock1"));
    wrong(Trouble.DENIED, "pins");
    assertEquals("error denied gpio", ask("check GPIO6"));
  }
}
