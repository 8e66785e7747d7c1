package io.shelfkeeper.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.doctor.WiringRow;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.folder.FolderWire;
import io.shelfkeeper.drivers.temperature.ds18b20.Ds18b20Driver;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors of a site file as files, and what the doctor says of those that are wired wrongly. */
class PlayedSensorsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE_NANOS = 60 * SECOND;

  private final Path folder;
  private final SiteFile site;
  private final Stage stage;
  private final Director director;
  private long now = 5 * SECOND;

  PlayedSensorsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    site = site(folder.toString());
    stage = new Stage(site, 1, CellProfile.IDEAL, _ -> {});
    director = new Director(stage);
    stage.makeSensors();
    stage.playSensors(now);
  }

  private static SiteFile site(String root) {
    String text =
        """
        site: s
        device: d
        broker: {url: "mqtt://h"}
        buses: [{id: iio, link: "folder:%1$s/iio"}, {id: w1, link: "folder:%1$s/w1"}]
        devices:
          - {id: scale, model: hx711, bus: iio, cell: A1, samples_per_second: 10, capacity_grams: 5000, millivolts_per_volt: 2}
          - {id: air, model: ds18b20, bus: w1, sensor: 28-0316a279c4ff}
        products: [{sku: tea, name: Tea, grams: 500, spread: 1}]
        fixtures: [{id: f, bays: [{id: A1, cells: [A1], products: [{sku: tea, count: 6}]}]}]
        """
            .formatted(root);
    return switch (SiteFiles.check(text, Path.of("/"))) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private void tell(String words) throws CannotDo, IOException {
    director.direct(words, now);
    now += 3 * SECOND;
    stage.playSensors(now);
  }

  private List<WiringRow> look() {
    return new Doctor(link -> new FolderWire(Path.of(((SiteFile.Link.Folder) link).path())))
        .look(site, 1);
  }

  @Test
  void shopAsItShouldBeIsGood() {
    List<WiringRow> rows = look();
    assertEquals(2, rows.size(), rows::toString);
    assertTrue(rows.stream().allMatch(WiringRow::isGood), rows::toString);
    assertTrue(rows.getLast().found().contains("21.0"), rows::toString);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scale | silent    | silent      | knows no HX711    | overlay
          scale | saturated | no_weight   | overload          | four wires
          scale | reversed  | wrong_setup | g                 | A+ and A-
          air   | silent    | silent      | 28-0316a279c4ff   | w1-gpio
          air   | brown-out | no_weight   | 85 degrees        | supply wire
          """)
  void mistakeIsFoundWithItsRemedy(
      String device, String kind, String verdict, String found, String advice)
      throws CannotDo, IOException {
    tell("fault --device %s --kind %s".formatted(device, kind));
    List<WiringRow> rows = look();
    WiringRow own =
        rows.stream().filter(row -> row.device().equals(device)).findFirst().orElseThrow();
    assertEquals(verdict, own.verdict().word(), rows::toString);
    assertTrue(own.found().contains(found), rows::toString);
    assertTrue(own.advice().contains(advice), rows::toString);
    assertEquals(1, rows.stream().filter(WiringRow::isGood).count(), rows::toString);
  }

  @Test
  void probeIsAsWarmAsSomebodySays() throws CannotDo, IOException, DeviceFault {
    tell("warm --probe air --celsius 9.5");
    try (FolderWire wire = new FolderWire(folder.resolve("w1"))) {
      wire.open();
      assertEquals(9.5, new Ds18b20Driver(wire, "28-0316a279c4ff").celsius());
    }
    assertTrue(director.direct("list", now).text().contains("probe air        9.5 °C"));
    tell("fault --device air --kind silent");
    assertTrue(director.direct("list", now).text().contains("is not there"));
    CannotDo wrong = assertThrows(CannotDo.class, () -> tell("warm --probe ice --celsius 1"));
    assertTrue(String.valueOf(wrong.getMessage()).contains("[air]"), wrong::getMessage);
    assertThrows(CannotDo.class, () -> tell("warm --probe air"));
  }

  @Test
  void filesComeWithAShopAndGoWithIt() throws IOException {
    AtomicLong time = new AtomicLong(now);
    Path raw = folder.resolve("iio/iio:device0/in_voltage0_raw");
    try (PlayedShop shop = PlayedShop.open(site, stage, time::get, _ -> {})) {
      assertEquals("hx711", Files.readString(raw.resolveSibling("name")).strip());
      Files.delete(raw);
      time.addAndGet(SECOND);
      long start = System.nanoTime();
      while (!Files.exists(raw)) {
        assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "nobody writes");
        LockSupport.parkNanos(1_000_000);
      }
    }
    assertFalse(Files.exists(raw));
  }

  @Test
  void whatIsBelowSysIsTheMachinesOwn() {
    assertFalse(Sensors.isPlayed(new SiteFile.Link.Folder("/sys/bus/iio/devices")));
    assertFalse(Sensors.isPlayed(new SiteFile.Link.Folder("/tmp/../sys/bus")));
    assertTrue(Sensors.isPlayed(new SiteFile.Link.Folder("/system")));
  }
}
