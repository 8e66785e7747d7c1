package io.shelfkeeper.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.BytelessLink;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.link.folder.FolderWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wire wrongly, and what the doctor says of it. */
class SensorsDoctorTest {
  @TempDir private Path root;

  private final Chip chip = new Chip();
  private long now;

  /** Waiting costs nothing here. */
  private final Waiting waiting =
      new Waiting() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public void until(long nanos) {
          now = Math.max(now + 1_000, nanos);
        }
      };

  /** A bus with a NAU7802 that is quick with everything. */
  private static final class Chip implements BytelessLink, I2cLink {
    private final byte[] registers = new byte[0x20];
    private int code = 400_000;
    private @Nullable DeviceFault closed;
    private @Nullable DeviceFault fault;

    Chip() {
      registers[0x1F] = 0x0F;
    }

    @Override
    public void open() throws DeviceFault {
      if (closed != null) {
        throw closed;
      }
    }

    @Override
    public void transfer(int address, byte[] out, byte[] in) throws DeviceFault {
      if (fault != null) {
        throw fault;
      }
      if (in.length == 0) {
        registers[out[0]] = out[1];
        return;
      }
      registers[0x12] = (byte) (code >> 16);
      registers[0x13] = (byte) (code >> 8);
      registers[0x14] = (byte) code;
      System.arraycopy(registers, out[0], in, 0, in.length);
      if (out[0] == 0) {
        in[0] |= 0x28; // powered up, a result waits
      } else if (out[0] == 2) {
        in[0] &= ~0x04; // calibrated
      }
    }

    @Override
    public void close() {}

    @Override
    public String where() {
      return "/dev/i2c-1";
    }
  }

  private static List<SiteFile.Device> devices(String link, String devices) {
    String text =
        """
        site: s
        device: d
        broker: {url: "mqtt://h"}
        buses: [{id: b, link: "%s"}, {id: x, link: "tcp://h:1"}]
        devices:
          - {id: other, model: rs485-transmitter, bus: x, address: 1, cell: X, samples_per_second: 10}
        %s
        products: [{sku: p, name: P, grams: 100, spread: 1}]
        fixtures: [{id: f, bays: [%s{id: X, cells: [X], products: [{sku: p, count: 1}]}]}]
        """
            .formatted(
                link,
                devices.indent(2),
                devices.contains("cell: A")
                    ? "{id: A, cells: [A], products: [{sku: p, count: 1}]}, "
                    : "");
    SiteFile site =
        switch (SiteFiles.check(text, Path.of("/"))) {
          case SiteFiles.Accepted accepted -> accepted.site();
          case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
        };
    return site.devices().stream().filter(device -> device.bus().equals("b")).toList();
  }

  private static final String NAU =
      "- {id: scale, model: nau7802, bus: b, cell: A, samples_per_second: 10,"
          + " capacity_grams: 10000, millivolts_per_volt: 2}";

  private List<WiringRow> i2c(String devices) {
    return new SensorsLook("b", chip, waiting).rows(devices("i2c:1", devices));
  }

  private List<WiringRow> folder(String devices) {
    return new SensorsLook("b", new FolderWire(root), waiting)
        .rows(devices("folder:" + root, devices));
  }

  private static WiringRow only(List<WiringRow> rows) {
    assertEquals(1, rows.size(), rows::toString);
    return rows.getFirst();
  }

  private static void says(WiringRow row, Verdict verdict, String found, String advice) {
    assertEquals(verdict, row.verdict(), row::toString);
    assertTrue(row.found().contains(found), row::toString);
    assertTrue(row.advice().contains(advice), row::toString);
  }

  @Test
  void chipThatWeighsIsGood() {
    WiringRow row = only(i2c(NAU));
    says(row, Verdict.GOOD, "now 931.3 g", "");
    assertEquals("scale", row.device());
    assertEquals(0x2A, row.address());
    assertTrue(row.isGood());
  }

  @Test
  void busWithoutItsOverlayIsClosed() {
    chip.closed = new DeviceFault(FaultKind.LINK_DOWN, "no bus", "dtparam=i2c_arm=on");
    List<WiringRow> rows = i2c(NAU);
    says(rows.getFirst(), Verdict.PORT_CLOSED, "no bus", "dtparam=i2c_arm=on");
    says(rows.get(1), Verdict.NOT_LOOKED_AT, "", "");
    assertEquals("scale", rows.get(1).device());
  }

  @Test
  void busThatGoesAwayWhileItIsLookedAtIsClosed() {
    chip.fault = new DeviceFault(FaultKind.LINK_DOWN, "gone", "look");
    assertEquals(Verdict.PORT_CLOSED, i2c(NAU).getFirst().verdict());
    assertEquals(Verdict.PORT_CLOSED, only(i2c("")).verdict());
  }

  @Test
  void chipThatIsNotThereIsSilent() {
    chip.fault = new DeviceFault(FaultKind.NO_ANSWER, "nobody", "SDA and SCL");
    says(only(i2c(NAU)), Verdict.SILENT, "nobody", "SDA and SCL");
    assertEquals(List.of(), i2c(""));
  }

  @Test
  void anotherChipAtItsAddressIsAnotherModel() {
    chip.registers[0x1F] = 0x51;
    says(only(i2c(NAU)), Verdict.OTHER_MODEL, "revision 0x51", "Take the other chip off");
    assertEquals(List.of(), i2c(""));
  }

  @Test
  void bridgeAtItsEndHasAnOpenOrASwappedWire() {
    chip.code = 0x7F_FFFF;
    says(only(i2c(NAU)), Verdict.NO_WEIGHT, "overload", "four wires");
    chip.code = -0x80_0000;
    says(only(i2c(NAU)), Verdict.NO_WEIGHT, "underload", "four wires");
  }

  @Test
  void cellThatPullsUpwardsHasItsSignalSwapped() {
    chip.code = -1_500_000;
    says(only(i2c(NAU)), Verdict.WRONG_SETUP, "-3492.5 g", "A+ and A-");
  }

  @Test
  void chipThatTheFileDoesNotKnowIsAStranger() {
    says(only(i2c("")), Verdict.NOT_IN_FILE, "a NAU7802", "model nau7802");
  }

  private void file(String sensor, String file, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve(sensor));
    Files.writeString(folder.resolve(file), text);
  }

  private void hx711(String sensor, String node, int raw) throws IOException {
    file(sensor, "name", "hx711");
    file(sensor, "uevent", "OF_FULLNAME=" + node);
    file(sensor, "in_voltage0_raw", raw + "\n");
    file(sensor, "in_voltage_scale", "0.000002327");
    file(sensor, "in_voltage0_scale_available", "0.000002327 0.000004655");
  }

  private static String hx711(String more) {
    return "- {id: scale, model: hx711, bus: b, cell: A, samples_per_second: 10, capacity_grams:"
        + " 10000, millivolts_per_volt: 2"
        + more
        + "}";
  }

  @Test
  void converterBehindTheKernelIsGood() throws IOException {
    hx711("iio:device3", "/hx711-left", 0x80_0000 + 400_000);
    says(only(folder(hx711(""))), Verdict.GOOD, "now 931.3 g", "");
    says(only(folder("")), Verdict.NOT_IN_FILE, "/hx711-left (iio:device3)", "sensor: hx711-left");
  }

  @Test
  void overlayThatIsNotLoadedIsSilent() {
    says(only(folder(hx711(""))), Verdict.SILENT, "knows no HX711", "overlay");
  }

  @Test
  void folderThatIsNotThereIsClosed() {
    root = root.resolve("none");
    says(folder(hx711("")).getFirst(), Verdict.PORT_CLOSED, "There is no folder", "overlay");
  }

  @Test
  void twoConvertersOfOneNameAreAConflict() throws IOException {
    hx711("iio:device0", "/hx711-left", 0x80_0000);
    hx711("iio:device1", "/hx711-right", 0x80_0000);
    says(only(folder(hx711(""))), Verdict.CONFLICT, "2 HX711", "Name the node");
    says(only(folder(hx711(", sensor: hx711-right"))), Verdict.GOOD, "0.0 g", "");
    says(
        only(folder(hx711(", sensor: hx711-middle"))),
        Verdict.WRONG_SETUP,
        "/hx711-left (iio:device0)",
        "site file");
  }

  private static final String PROBE =
      "- {id: air, model: ds18b20, bus: b, sensor: 28-0316a279c4ff}";

  @Test
  void probeThatMeasuresIsGoodAndAnotherOneIsAStranger() throws IOException {
    file("28-0316a279c4ff", "temperature", "4250");
    file("28-000000000001", "temperature", "4250");
    List<WiringRow> rows = folder(PROBE);
    says(rows.getFirst(), Verdict.GOOD, "4.3 C", "");
    says(rows.get(1), Verdict.NOT_IN_FILE, "28-000000000001", "model ds18b20");
  }

  @Test
  void missingProbeIsNamed() {
    says(only(folder(PROBE)), Verdict.SILENT, "28-0316a279c4ff", "w1-gpio");
  }

  @Test
  void probeThatHasNotMeasuredHasNoTemperature() throws IOException {
    file("28-0316a279c4ff", "temperature", "85000");
    says(only(folder(PROBE)), Verdict.NO_WEIGHT, "85 degrees", "supply wire");
    file("28-0316a279c4ff", "w1_slave", "00 00 00 00 00 00 00 00 00 : crc=00 YES\n t=0");
    says(only(folder(PROBE)), Verdict.NO_WEIGHT, "zeros", "short to ground");
  }
}
