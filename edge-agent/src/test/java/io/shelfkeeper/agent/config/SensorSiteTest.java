package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SensorSiteTest {
  private static final SampleSite SENSORS = SampleSite.SENSORS;

  @Test
  void cellsAreReadAsTheyArePrinted() {
    SiteFile site = SENSORS.accepted(SENSORS.text());
    assertEquals(List.of("F1", "F2", "F3", "F4"), site.cells());
    List<SiteFile.Device> scales = site.scales();
    assertEquals(new SiteFile.Bridge(10_000, 2, 128), scales.getFirst().bridge());
    assertEquals(0x2A, scales.getFirst().address());
    assertEquals("", scales.getFirst().sensor());
    assertEquals(new SiteFile.Bridge(5_000, 1, 64), scales.get(1).bridge());
    assertEquals(new SiteFile.Bridge(20_000, 2.5, 32), scales.get(2).bridge());
    assertEquals("hx711-right", scales.get(3).sensor());
  }

  @Test
  void probesAreNoScales() {
    SiteFile site = SENSORS.accepted(SENSORS.text());
    assertEquals(
        List.of("fridge-air", "room-air"),
        site.probes().stream().map(SiteFile.Device::id).toList());
    assertEquals("28-0316a279c4ff", site.probes().getFirst().sensor());
    assertEquals(List.of(), site.stations());
    assertTrue(Summary.lines(site).contains("Bus. bus=i2c devices=1 i2c=1"));
    assertTrue(Summary.lines(site).contains("Bus. bus=w1 devices=2 folder=/sys/bus/w1/devices"));
  }

  @Test
  void chipsMayBePlayedByAnotherProgramOfThisMachine() {
    SiteFile own = SENSORS.accepted(SENSORS.text());
    assertEquals(new SiteFile.Link.I2c(1, "", 0), own.buses().getFirst().link());
    SiteFile played =
        SENSORS.accepted(SENSORS.edited("link: \"i2c:1\"", "link: \"i2c://127.0.0.1:7072\""));
    assertEquals(new SiteFile.Link.I2c(0, "127.0.0.1", 7072), played.buses().getFirst().link());
    assertTrue(Summary.lines(played).contains("Bus. bus=i2c devices=1 i2c_played_at_port=7072"));
  }

  /** Each of them keeps the kernel waiting for its next result. */
  @Test
  void twoConvertersOnOneBusWouldWaitForEachOther() {
    List<Problem> problems = SENSORS.problems(SENSORS.edited("bus: iio-2,", "bus: iio,"));
    assertTrue(
        problems.stream()
            .anyMatch(
                problem ->
                    problem.what().contains("\"iio\" needs 2.0 s of waiting")
                        && problem.instead().contains("a bus of its own")),
        problems::toString);
    String fast = SENSORS.text().replace("samples_per_second: 10", "samples_per_second: 40");
    SENSORS.accepted(fast.replace("bus: iio-2,", "bus: iio,"));
  }

  @Test
  void elevenProbesAreWaitedForAndThirteenAreTooMany() {
    String more = SENSORS.text();
    for (int i = 0; i < 10; i++) {
      more =
          more.replace(
              "\nproducts:",
              "  - {id: p%d, model: ds18b20, bus: w1, sensor: 28-00000000000%d}\n\nproducts:"
                  .formatted(i, i));
      more = more.replace("\n\n  - {id: p", "\n  - {id: p");
    }
    SENSORS.accepted(more);
    String tooMany =
        more.replace(
                "\nproducts:",
                "  - {id: p10, model: ds18b20, bus: w1, sensor: 28-000000000010}\n\nproducts:")
            .replace("\n\n  - {id: p", "\n  - {id: p");
    assertTrue(SENSORS.problems(tooMany).getFirst().what().contains("s of waiting"));
  }

  static List<Arguments> mistakes() {
    return Mistakes.read("sensor-mistakes.txt");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLineAndTheRemedy(
      String piece, String by, String what, String instead) {
    Mistakes.isNamed(SENSORS, piece, by, what, instead);
  }
}
