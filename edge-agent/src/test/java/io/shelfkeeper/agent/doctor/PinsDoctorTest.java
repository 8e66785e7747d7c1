package io.shelfkeeper.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.drivers.link.pi4j.PinWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins of machines that lack what the site file wants; those that have it are in the guest. */
class PinsDoctorTest {
  @TempDir private Path root;

  private List<WiringRow> look(String lines) {
    return lookAt(site(lines));
  }

  private List<WiringRow> lookAt(String text) {
    SiteFile site =
        switch (SiteFiles.check(text, Path.of("/"))) {
          case SiteFiles.Accepted accepted -> accepted.site();
          case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
        };
    return new Doctor(link -> new PinWire(root)).look(site, 1);
  }

  private static String site(String lines) {
    return """
        site: s
        device: d
        broker: {url: "mqtt://h"}
        buses: [{id: pins, link: pins}]
        devices: [{id: pi, model: pin-board, bus: pins, %s}]
        locks: [{id: l, board: pi, channel: 1, shut: no_contact}]
        products: [{sku: p, name: P, grams: 100, spread: 1}]
        fixtures: [{id: f, compartments: [C], doors: [{id: C, lock: l, opens: [C]}]}]
        """
        .formatted(lines);
  }

  @Test
  void lineOfASignalThatIsMissingIsNamedAndTheLampsAreOneRowElse() throws IOException {
    Files.createDirectory(root.resolve("dev"));
    Path led = Files.createDirectories(root.resolve("sys/class/leds/lock1"));
    Files.writeString(led.resolve("trigger"), "[none] oneshot");
    String lamps = site("outputs: [\"led:lock1\"]}, {id: lamps, model: pin-signals, bus: pins");
    assertEquals(
        "lines of 0 signals are there; none was switched", lookAt(lamps).getLast().found());
    List<WiringRow> rows =
        lookAt(
            lamps
                + "signals: [{id: lamp, device: lamps, line: GPIO22, kind: lamp, tells: door/C}]");
    assertEquals("port_closed", rows.getLast().verdict().word());
    assertEquals("lamps", rows.getLast().device());
  }

  private static List<String> verdicts(List<WiringRow> rows) {
    return rows.stream().map(row -> row.verdict().word()).toList();
  }

  @Test
  void machineWithoutPinsIsNamedForEachLine() throws IOException {
    Files.createDirectory(root.resolve("dev"));
    List<WiringRow> rows = look("inputs: [GPIO5], outputs: [GPIO17], risk_accepted: " + RISK);
    assertEquals(List.of("port_closed", "port_closed"), verdicts(rows));
    assertTrue(rows.getFirst().found().startsWith("There is no GPIO chip"), rows::toString);
  }

  private static final String RISK = "\"J. Doe, 2026-11-29: nothing of value\"";

  @Test
  void bareLineOnAMachineThatKeepsOutputsIsAWrongSetup() throws IOException {
    Files.createDirectory(root.resolve("dev"));
    List<WiringRow> rows = look("outputs: [GPIO17]");
    assertEquals("wrong_setup", rows.get(1).verdict().word());
    assertTrue(rows.get(1).advice().contains("strict_gpiod"), rows::toString);
  }

  @Test
  void missingLedIsNamedAndAnArmedOneIsLeftAlone() throws IOException {
    Path led = Files.createDirectories(root.resolve("sys/class/leds/lock1"));
    assertEquals(List.of("wrong_setup"), verdicts(look("outputs: [\"led:lock2\"]")).subList(0, 1));
    Files.writeString(led.resolve("trigger"), "[none] oneshot");
    assertTrue(look("outputs: [\"led:lock1\"]").getFirst().advice().contains("udev rule"));
    Files.writeString(led.resolve("brightness"), "0");
    List<WiringRow> rows = look("outputs: [\"led:lock1\"]");
    assertEquals(List.of("good"), verdicts(rows));
    assertEquals("[none] oneshot", Files.readString(led.resolve("trigger")));
    Files.writeString(led.resolve("trigger"), "[none] timer");
    assertTrue(look("outputs: [\"led:lock1\"]").getFirst().advice().contains("ledtrig-oneshot"));
  }
}
