package io.shelfkeeper.drivers.temperature.ds18b20;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.FakeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Ds18b20DriverTest {
  private static final String PROBE = "28-0316a279c4ff";
  private static final String GOOD = text("21312");
  private static final String BAD_SUM = text("GARBLED");

  private final FakeFolder folder = new FakeFolder();
  private final Ds18b20Driver driver = new Ds18b20Driver(folder, PROBE);

  record File(String name, String is, String text) {}

  static List<File> files() throws IOException {
    List<File> files = new ArrayList<>();
    try (var in = Ds18b20DriverTest.class.getResourceAsStream("/vectors/ds18b20/files.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String paragraph : all.split("\n\\s*\n")) {
        String text =
            paragraph
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(2) + "\n")
                .collect(Collectors.joining());
        if (!text.isEmpty()) {
          files.add(new File(word(paragraph, "file "), word(paragraph, "is "), text));
        }
      }
    }
    return files;
  }

  private static String word(String paragraph, String header) {
    return paragraph
        .lines()
        .filter(line -> line.startsWith(header))
        .map(line -> line.substring(header.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static String text(String is) {
    try {
      return files().stream().filter(file -> file.is.equals(is)).findFirst().orElseThrow().text;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private DeviceFault fault(FaultKind kind) {
    DeviceFault fault = assertThrows(DeviceFault.class, driver::celsius);
    assertEquals(kind, fault.kind(), fault.what());
    return fault;
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesOfTheKernelAreTemperaturesOrFaults(File file) throws Exception {
    folder.put(PROBE, file.name, file.text);
    if (file.is.matches("-?\\d+")) {
      assertEquals(Integer.parseInt(file.is) / 1_000.0, driver.celsius(), 1e-9);
    } else {
      fault(FaultKind.valueOf(file.is));
    }
  }

  @Test
  void oneWrongCheckSumIsForgiven() throws Exception {
    Deque<String> answers = new ArrayDeque<>(List.of(BAD_SUM, GOOD, BAD_SUM, BAD_SUM));
    FakeFolder noisy =
        new FakeFolder() {
          @Override
          public String read(String sensor, String file) {
            return answers.remove();
          }
        };
    noisy.put(PROBE, "w1_slave", "");
    Ds18b20Driver own = new Ds18b20Driver(noisy, PROBE);
    assertEquals(21.312, own.celsius(), 1e-9);
    assertThrows(DeviceFault.class, own::celsius);
    assertEquals(0, answers.size());
  }

  @Test
  void fileWithTheBytesIsBelievedMore() throws Exception {
    folder.put(PROBE, "temperature", "0");
    assertEquals(0, driver.celsius());
    folder.put(PROBE, "w1_slave", "00 00 00 00 00 00 00 00 00 : crc=00 YES\n t=0");
    DeviceFault fault = fault(FaultKind.INVALID);
    assertTrue(fault.check().contains("short to ground"), fault.check());
  }

  @Test
  void missingProbeIsNamedWithThoseThatAreThere() {
    assertTrue(fault(FaultKind.NO_ANSWER).what().contains("there is none at all"));
    folder.put("28-000000000001", "temperature", "1000");
    folder.put("w1_bus_master1", "w1_master_slaves", "28-000000000001");
    DeviceFault fault = fault(FaultKind.NO_ANSWER);
    assertEquals("There is no probe " + PROBE + "; there is 28-000000000001", fault.what());
  }

  @Test
  void probeThatIsNotHeardIsNotAskedTwice() {
    folder.put(PROBE, "w1_slave", GOOD);
    folder.deaf.add(PROBE + "/w1_slave");
    fault(FaultKind.NO_ANSWER);
  }

  @Test
  void probeWithoutAnyFileIsTold() {
    folder.put(PROBE, "name", "x");
    fault(FaultKind.MISCONFIGURED);
  }

  @Test
  void folderThatIsGoneIsAFaultOfTheWire() {
    folder.gone = true;
    fault(FaultKind.LINK_DOWN);
  }
}
