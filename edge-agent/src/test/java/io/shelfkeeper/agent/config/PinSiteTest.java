package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PinSiteTest {
  private static final SampleSite PINS = SampleSite.PINS;

  private static PinPlan plan(SiteFile site) {
    SiteFile.Board board = site.lockBoards().getFirst().board();
    if (board == null || board.pins() == null) {
      throw new AssertionError("no pins");
    }
    return board.pins();
  }

  @Test
  void linesAreReadAsTheyStand() {
    PinPlan plan = plan(PINS.accepted(PINS.text()));
    assertEquals(List.of("GPIO5", "GPIO6", "pinctrl-rp1/13"), plan.inputs());
    assertTrue(plan.isLed(1));
    assertEquals("lock1", plan.led(1));
    assertFalse(plan.isLed(2));
    assertEquals(25, plan.debounceMillis());
    assertFalse(plan.outputsActiveLow());
    assertTrue(plan.riskAccepted().startsWith("J. Doe"));
  }

  @Test
  void whatIsLeftOutHasItsUsualValue() {
    String text =
        PINS.text()
            .replaceAll("(?m)^ +(contacts|debounce_millis|outputs_active_low|risk_acc).*\n", "");
    PinPlan plan = plan(PINS.accepted(text));
    assertTrue(plan.contactsToGround());
    assertEquals(0, plan.debounceMillis());
    assertFalse(plan.outputsActiveLow());
    assertEquals("", plan.riskAccepted());
  }

  @Test
  void locksOfPinsHaveTheirContactAtAnyInputAndPulsesOfAnyLength() {
    SiteFile site = PINS.accepted(PINS.text());
    SiteFile.Lock lock = site.locks().all().getFirst();
    assertEquals(new SiteFile.Contact("pi", 1, true), lock.feedback());
    assertEquals(350, lock.pulseMillis());
    assertEquals(50, BoardPace.periodMillis(site, site.lockBoards().getFirst()));
    assertEquals(List.of(), BoardPace.warnings(site));
  }

  @Test
  void pinsMayBePlayedByAnotherProgramOfThisMachine() {
    String text = PINS.text();
    assertEquals(new SiteFile.Link.Pins("", 0), link(text));
    assertEquals(
        new SiteFile.Link.Pins("127.0.0.1", 7071),
        link(PINS.edited("link: pins", "link: \"pins://127.0.0.1:7071\"")));
    assertEquals(
        new SiteFile.Link.Pins("::1", 7071),
        link(PINS.edited("link: pins", "link: \"pins://[::1]:7071\"")));
  }

  private static SiteFile.Link link(String text) {
    return PINS.accepted(text).buses().stream()
        .filter(bus -> bus.id().equals("pins"))
        .findFirst()
        .orElseThrow()
        .link();
  }

  static List<Arguments> mistakes() {
    return Mistakes.read("pin-mistakes.txt");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLineAndTheRemedy(
      String piece, String by, String what, String instead) {
    List<Problem> problems = PINS.problems(PINS.edited(piece, by));
    int line = PINS.line(piece);
    assertTrue(
        problems.stream()
            .anyMatch(
                problem ->
                    problem.what().contains(what)
                        && problem.instead().contains(instead)
                        && problem.line() == line),
        () -> "expected " + what + " / " + instead + " but got " + problems);
  }
}
