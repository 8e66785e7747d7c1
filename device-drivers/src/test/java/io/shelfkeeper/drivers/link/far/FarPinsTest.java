package io.shelfkeeper.drivers.link.far;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.MemoryLink;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.PulsedOutput;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our side of the protocol, against a far end that says what it is told to. */
class FarPinsTest {
  private static final LineName LINE = LineName.of("GPIO17");
  private static final OutputSetup OUTPUT = new OutputSetup(LINE, false, false);

  /** Answers by request; anything else is answered with "ok". */
  private final Map<String, String> answers = new HashMap<>();

  private final Far far = new Far();
  private final FarPins pins = new FarPins(far, () -> far.micros * 1_000);

  private final class Far extends MemoryLink {
    @Override
    protected void arrived(byte[] bytes) {
      String request = new String(bytes, StandardCharsets.US_ASCII).strip();
      say(answers.getOrDefault(request, "ok\n").getBytes(StandardCharsets.US_ASCII), 0);
    }
  }

  FarPinsTest() {
    hello("ok lets-go\n");
  }

  private void hello(String answer) {
    answers.put("hello pins 1 shelfkeeper", answer);
  }

  private List<String> said() {
    return far.requests.stream()
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip())
        .toList();
  }

  private static DeviceFault fault(FaultKind kind, String what, Executable does) {
    DeviceFault fault = assertThrows(DeviceFault.class, does);
    assertEquals(kind, fault.kind(), fault.what());
    assertTrue(fault.what().contains(what), fault.what());
    return fault;
  }

  @Test
  void linesAreAskedForInTheWordsOfTheProtocol() throws DeviceFault {
    pins.open();
    pins.open();
    OutputLine low = pins.lines().output(new OutputSetup(LINE, true, true));
    low.set(true);
    low.close();
    low.close();
    pins.lines()
        .input(new InputSetup(LineName.of("chip/5"), false, InputSetup.Bias.UP, 20_000), () -> {})
        .close();
    pins.lines().check(LINE);
    pins.checkLed("l1");
    try (PulsedOutput led = pins.led("l1")) {
      led.pulse(300);
      assertTrue(led.isEndedByTheKernel());
    }
    assertEquals(
        List.of(
            "hello pins 1 shelfkeeper",
            "out GPIO17 high drain",
            "set GPIO17 low",
            "free GPIO17",
            "in chip/5 up 20000",
            "free chip/5",
            "check GPIO17",
            "check-led l1",
            "led l1",
            "shot l1 300",
            "dark l1"),
        said());
  }

  @Test
  void levelAndEdgesAreRead() throws DeviceFault {
    AtomicInteger hints = new AtomicInteger();
    pins.open();
    InputLine line =
        pins.lines()
            .input(new InputSetup(LINE, true, InputSetup.Bias.DOWN, 0), hints::incrementAndGet);
    answers.put("get GPIO17", "ok low 0\n");
    assertTrue(line.isActive());
    answers.put("get GPIO17", "ok high 7\n");
    assertFalse(line.isActive());
    assertFalse(line.isActive());
    assertEquals(1, hints.get());
    assertEquals(0, line.lostEdges());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok\n", "ok high\n", "ok half 1\n", "ok low -1\n", "ok low x\n"})
  void levelThatIsNoneIsAFaultAndNeverAGuess(String answer) throws DeviceFault {
    pins.open();
    InputLine line =
        pins.lines().input(new InputSetup(LINE, false, InputSetup.Bias.AS_IS, 0), () -> {});
    answers.put("get GPIO17", answer);
    fault(FaultKind.LINK_DOWN, "tells no level", line::isActive);
    fault(FaultKind.LINK_DOWN, "is not open", line::isActive);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent       | MISCONFIGURED | There is no line GPIO17                   | gpioinfo
          held dhcpcd  | LINK_DOWN     | Line GPIO17 is held by "dhcpcd"           | End that program
          denied gpio  | LINK_DOWN     | Line GPIO17 may not be used by this user  | SupplementaryGroups=gpio
          not-held     | LINK_DOWN     | Line GPIO17 does not obey (error not-held)| anew
          unknown      | LINK_DOWN     | does not obey (error unknown)             | anew
          """)
  void whatCannotBeIsToldInTheWordsOfAKernel(String code, FaultKind kind, String what, String check)
      throws DeviceFault {
    pins.open();
    answers.put("out GPIO17 low push", "error " + code + "\n");
    DeviceFault fault = fault(kind, what, () -> pins.lines().output(OUTPUT));
    assertTrue(fault.check().contains(check), fault.check());
    pins.lines().check(LINE);
  }

  @Test
  void missingLedsAreToldApart() throws DeviceFault {
    pins.open();
    answers.put("check-led l1", "error absent\n");
    answers.put("led l1", "error no-trigger\n");
    DeviceFault fault =
        fault(FaultKind.MISCONFIGURED, "There is no LED l1", () -> pins.checkLed("l1"));
    assertTrue(fault.check().contains("dtoverlay=gpio-led"), fault.check());
    fault(FaultKind.MISCONFIGURED, "no trigger oneshot for the LED l1", () -> pins.led("l1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ok", "SSH-2.0-OpenSSH_9.6\r\n", "error unknown\n", "ok maybe\n", "ok\nok\n"})
  void whateverDoesNotSayHelloIsNotPins(String answer) {
    hello(answer);
    assertEquals(FaultKind.LINK_DOWN, assertThrows(DeviceFault.class, pins::open).kind());
    fault(FaultKind.LINK_DOWN, "are not open", pins::lines);
    assertFalse(pins.letsGoOf(LINE));
    assertTrue(far.micros < 2_000_000, "waited " + far.micros + " us");
  }

  @Test
  void answerWithoutEndIsGivenUp() {
    hello("ok ".repeat(10_000));
    fault(FaultKind.LINK_DOWN, "without end", pins::open);
  }

  @Test
  void answerThatComesDripByDripIsGivenUpInTime() {
    far.byteMicros = 400_000;
    fault(FaultKind.LINK_DOWN, "did not answer", pins::open);
  }

  @Test
  void lateAnswerIsNotThatToTheNextRequest() throws DeviceFault {
    pins.open();
    answers.put("check GPIO17", "");
    fault(FaultKind.LINK_DOWN, "did not answer", () -> pins.lines().check(LINE));
    far.say("error absent\n".getBytes(StandardCharsets.US_ASCII), 0);
    far.micros += 100_000;
    answers.remove("check GPIO17");
    pins.open();
    pins.lines().check(LINE);
  }

  @Test
  void lineOfAConnectionThatEndedMovesNothingOnTheNext() throws DeviceFault {
    pins.open();
    OutputLine old = pins.lines().output(OUTPUT);
    far.plug(false);
    assertThrows(DeviceFault.class, () -> old.set(true));
    fault(FaultKind.LINK_DOWN, "Nobody plays", pins::open);
    far.plug(true);
    pins.open();
    far.requests.clear();
    assertThrows(DeviceFault.class, () -> old.set(true));
    old.close();
    assertEquals(List.of(), said());
  }

  @Test
  void whoeverKeepsOutputsIsBelieved() throws DeviceFault {
    assertFalse(pins.letsGoOf(LINE));
    pins.open();
    assertTrue(pins.letsGoOf(LINE));
    pins.close();
    hello("ok keeps\n");
    pins.open();
    assertFalse(pins.letsGoOf(LINE));
  }

  @Test
  void carriesNoBytesOfOthers() throws DeviceFault {
    pins.open();
    assertEquals(0, pins.read(new byte[1], 0, 1, 10));
    pins.discardInput();
    assertThrows(IllegalStateException.class, () -> pins.write(new byte[1]));
    assertEquals("the played pins at memory", pins.where());
  }

  @Test
  void pulseOfNoLengthIsAMistakeOfOurs() throws DeviceFault {
    pins.open();
    PulsedOutput led = pins.led("l1");
    assertThrows(IllegalArgumentException.class, () -> led.pulse(0));
    assertThrows(IllegalArgumentException.class, () -> led.pulse(PulsedOutput.MILLIS_MAX + 1));
    LineName longName = LineName.of("x".repeat(200));
    assertThrows(IllegalArgumentException.class, () -> pins.lines().check(longName));
    far.plug(false);
    led.close();
    led.close();
  }
}
