package io.shelfkeeper.simulator.sensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.folder.FolderWire;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.hx711.Hx711Driver;
import io.shelfkeeper.drivers.temperature.ds18b20.Ds18b20Driver;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.TroubledCell;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.Conversions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Played folders of sensors, read by the real drivers. */
class SensorRootTest {
  private static final String PROBE = "28-0316a279c4ff";

  @TempDir private Path folder;

  private final Troubles troubles = new Troubles();
  private final Probe probe = new Probe("probe", PROBE, 4.3, troubles);
  private long now = 1_000_000_000L;
  private SensorRoot root = new SensorRoot(Path.of("/nowhere"), List.of());
  private FolderWire wire = new FolderWire(Path.of("/nowhere"));

  @BeforeEach
  void make() throws IOException, DeviceFault {
    TroubledCell cell = new TroubledCell("scale", Conversions.fixed(1_234), troubles);
    Hx711 scale = new Hx711("scale", 3, "weight-a", Bridge.of(cell, 5_000, 2), troubles);
    root = new SensorRoot(folder.resolve("sensors"), List.of(scale, probe));
    root.make();
    assertEquals(now + 100_000_000, root.play(now));
    wire = new FolderWire(folder.resolve("sensors"));
    wire.open();
  }

  private void wrong(Trouble kind, String target) throws IOException {
    troubles.start(new Troubles.Active(target, kind, Double.NaN, now, Long.MAX_VALUE));
    pass(1_000);
  }

  private void pass(long millis) throws IOException {
    now += millis * 1_000_000;
    root.play(now);
  }

  private Hx711Driver driver(int gain) {
    return new Hx711Driver(wire, new BridgeCell(5_000, 2, gain), "weight-a");
  }

  @Test
  void driverWeighsWhatLiesThere() throws DeviceFault {
    assertEquals(1_234, driver(128).read().grams(), 0.1);
  }

  @Test
  void gainIsWhatTheAgentWrote() throws DeviceFault, IOException {
    Hx711Driver driver = driver(64);
    driver.read();
    pass(100);
    assertEquals(1_234, driver.read().grams(), 0.2);
    wire.write("iio:device3", "in_voltage_scale", "0.000000000");
    pass(100);
    assertEquals("0.000003072", wire.read("iio:device3", "in_voltage_scale"));
    assertEquals("8388608", wire.read("iio:device3", "in_voltage1_raw"));
  }

  @Test
  void openBridgeIsTheEndOfTheRange() throws DeviceFault, IOException {
    wrong(Trouble.SATURATED, "scale");
    assertEquals("16777215", wire.read("iio:device3", "in_voltage0_raw"));
  }

  @Test
  void sensorThatIsNotBoundHasNoFolder() throws IOException {
    wrong(Trouble.SILENT, "scale");
    wrong(Trouble.SILENT, "probe");
    DeviceFault scale = assertThrows(DeviceFault.class, () -> driver(128).read());
    assertEquals("The kernel knows no HX711", scale.what());
    assertEquals(
        FaultKind.NO_ANSWER,
        assertThrows(DeviceFault.class, () -> new Ds18b20Driver(wire, PROBE).celsius()).kind());
    troubles.clear();
    pass(1_000);
    assertTrue(Files.exists(folder.resolve("sensors/iio:device3/name")));
  }

  @Test
  void probeSaysHowWarmItIs() throws DeviceFault, IOException {
    assertEquals(4.312, new Ds18b20Driver(wire, PROBE).celsius(), 1e-9);
    probe.warm(-18);
    pass(1_000);
    assertEquals(-18, new Ds18b20Driver(wire, PROBE).celsius());
    wrong(Trouble.BROWN_OUT, "probe");
    DeviceFault fault =
        assertThrows(DeviceFault.class, () -> new Ds18b20Driver(wire, PROBE).celsius());
    assertTrue(fault.what().contains("85 degrees"), fault.what());
  }

  @Test
  void folderOfSomebodyElseStaysAsItIs() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own"));
    Files.writeString(own.resolve("letters"), "mine");
    SensorRoot there = new SensorRoot(own, List.of(probe));
    assertTrue(
        String.valueOf(assertThrows(IOException.class, there::make).getMessage())
            .contains("Give the bus another folder"));
    assertEquals("mine", Files.readString(own.resolve("letters")));
  }

  @Test
  void sensorsGoWhenNobodyPlaysThem() throws IOException, DeviceFault {
    root.clear();
    assertEquals(List.of(), wire.sensors());
    root.make();
  }
}
