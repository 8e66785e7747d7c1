package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.signals.SignalKind;
import io.shelfkeeper.agent.core.signals.SignalPlan;
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

  @Test
  void signalsAreReadAsTheyStand() {
    SiteFile site = PINS.accepted(PINS.text());
    SignalPlan lamp =
        new SignalPlan(
            "lamp-fridge", "lamps", "pins", SignalKind.LAMP, new SignalPlan.Door("fridge-door"), 0);
    SignalPlan light =
        new SignalPlan("light-f1", "lamps", "pins", SignalKind.LIGHT, new SignalPlan.Bay("F1"), 0);
    SignalPlan horn =
        new SignalPlan("horn", "lamps", "pins", SignalKind.BUZZER, new SignalPlan.Alarms(), 90);
    SignalPlan locker =
        new SignalPlan(
            "horn-c1", "lamps", "pins", SignalKind.BUZZER, new SignalPlan.Door("C1"), 120);
    assertEquals(
        List.of(
            new SiteFile.Signal(lamp, "GPIO22", false),
            new SiteFile.Signal(light, "pinctrl-rp1/23", true),
            new SiteFile.Signal(horn, "GPIO24", false),
            new SiteFile.Signal(locker, "GPIO25", false)),
        site.signals());
    assertEquals(List.of(lamp, light, horn, locker), Setups.of(site).signals());
    assertTrue(Summary.lines(site).contains("Signals. lamps=1 lights=1 buzzers=2"));
  }

  @Test
  void signalsStayWhenGoodsChange() {
    SiteFile site = PINS.accepted(PINS.text());
    assertEquals(site.signals(), site.with(site.products(), bay -> List.of()).signals());
  }

  @Test
  void aShopMayHaveSignalsAndNothingElseOnItsPins() {
    String text =
        """
        site: s
        device: d
        broker: {url: "mqtt://h"}
        buses: [{id: pins, link: pins}, {id: tcp, link: "tcp://h:1"}]
        devices:
          - {id: lamps, model: pin-signals, bus: pins}
          - {id: eight, model: lock-8a, bus: tcp, address: 1, channels: 8}
        locks: [{id: l, board: eight, channel: 1, shut: contact_closed}]
        signals: [{id: lamp, device: lamps, line: GPIO4, kind: lamp, tells: door/C}]
        fixtures: [{id: f, compartments: [C], doors: [{id: C, lock: l, opens: [C]}]}]
        """;
    assertEquals(1, PINS.accepted(text).signals().size());
    List<Problem> twice =
        PINS.problems(
            text.replace("devices:", "devices:\n  - {id: b, model: pin-signals, bus: pins}"));
    assertEquals("the signals of \"pins\" have their device already", twice.getFirst().what());
  }

  static List<Arguments> mistakes() {
    return Mistakes.read("pin-mistakes.txt");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLineAndTheRemedy(
      String piece, String by, String what, String instead) {
    Mistakes.isNamed(PINS, piece, by, what, instead);
  }
}
