package io.shelfkeeper.drivers.scale.hx711;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.api.ScaleReading.Condition;
import io.shelfkeeper.drivers.link.FakeFolder;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.StillCode;
import io.shelfkeeper.drivers.vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hx711DriverTest {
  private static final BridgeCell CELL = new BridgeCell(10_000, 2, 128);

  private final FakeFolder folder = new FakeFolder();

  @BeforeEach
  void oneChipAndAnotherSensor() {
    folder.put("iio:device0", "name", "ads1015");
    folder.put("iio:device0", "in_voltage0_raw", "17");
    chip("iio:device1", "/hx711-left");
  }

  private void chip(String sensor, String node) {
    folder.put(sensor, "name", "hx711\n");
    folder.put(sensor, "uevent", "MAJOR=1\nOF_NAME=x\nOF_FULLNAME=" + node + "\n");
    folder.put(sensor, "in_voltage0_raw", "8493628\n");
    folder.put(sensor, "in_voltage1_raw", "8388708\n");
    folder.put(sensor, "in_voltage_scale", "0.000002327\n");
    folder.put(sensor, "in_voltage0_scale_available", "0.000002327 0.000004655\n");
    folder.put(sensor, "in_voltage1_scale_available", "0.000009311\n");
  }

  private Hx711Driver driver(int gain, String node) {
    return new Hx711Driver(folder, new BridgeCell(10_000, 2, gain), node);
  }

  private static DeviceFault fault(FaultKind kind, Hx711Driver driver) {
    DeviceFault fault = assertThrows(DeviceFault.class, driver::read);
    assertEquals(kind, fault.kind(), fault.what());
    return fault;
  }

  static Stream<Vector> results() {
    return Vector.in("hx711/results.txt").stream();
  }

  private static String text(Vector vector) {
    return new String(vector.bytes(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("results")
  void numbersOfTheKernelAreCodes(Vector vector) throws Exception {
    folder.put("iio:device1", "in_voltage0_raw", text(vector));
    ScaleReading reading = driver(128, "").read();
    if (reading.condition() == Condition.STABLE) {
      assertEquals(Integer.parseInt(vector.is()) * CELL.gramsPerStep(), reading.grams(), 1e-9);
    } else {
      assertEquals(vector.is(), reading.condition().name());
      assertTrue(Double.isNaN(reading.grams()));
    }
  }

  /** What is offered comes in no order; what is written is letter by letter what was offered. */
  @ParameterizedTest
  @CsvSource({"3300, 128", "3300, 64", "3300, 32", "5000, 128", "5000, 64", "5000, 32"})
  void gainIsChosenByWritingBackWhatIsOffered(int millivolts, int gain) throws Exception {
    Map<String, String> words = new TreeMap<>();
    for (Vector vector : Vector.in("hx711/scales.txt")) {
      words.put(vector.is(), text(vector).strip());
    }
    String wanted = words.getOrDefault(millivolts + " " + gain, "");
    folder.put("iio:device1", "in_voltage_scale", "0.000000001");
    folder.put(
        "iio:device1",
        "in_voltage0_scale_available",
        words.get(millivolts + " 64") + " " + words.get(millivolts + " 128") + "\n");
    folder.put("iio:device1", "in_voltage1_scale_available", words.get(millivolts + " 32") + "\n");
    Hx711Driver driver = driver(gain, "");
    ScaleReading reading = driver.read();
    assertEquals(List.of("iio:device1/in_voltage_scale=" + wanted), folder.written);
    int code = gain == 32 ? 100 : 105_020;
    assertEquals(code * new BridgeCell(10_000, 2, gain).gramsPerStep(), reading.grams(), 1e-9);
    driver.read();
    assertEquals(1, folder.written.size());
  }

  @Test
  void gainOfADriverThatWasLoadedAnewIsSetAgain() throws Exception {
    Hx711Driver driver = driver(64, "");
    driver.read();
    folder.put("iio:device1", "in_voltage_scale", "0.000002327");
    driver.read();
    assertEquals(2, folder.written.size());
  }

  @Test
  void gainThatIsNotTakenIsTold() {
    FakeFolder stubborn =
        new FakeFolder() {
          @Override
          public void write(String sensor, String file, String text) {}
        };
    stubborn.files.putAll(folder.files);
    Hx711Driver driver = new Hx711Driver(stubborn, new BridgeCell(10_000, 2, 64), "");
    fault(FaultKind.MISCONFIGURED, driver);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 256})
  void gainThatTheChipDoesNotHaveIsRefused(int gain) {
    assertThrows(IllegalArgumentException.class, () -> driver(gain, ""));
  }

  @Test
  void chipIsFoundByItsNodeWhateverItsNumberIs() throws Exception {
    chip("iio:device2", "/soc/hx711-right");
    folder.put("iio:device2", "in_voltage0_raw", "8388708");
    double grams = 100 * CELL.gramsPerStep();
    Hx711Driver right = driver(128, "hx711-right");
    assertEquals(grams, right.read().grams(), 1e-9);
    assertEquals(grams, driver(128, "/soc/hx711-right").read().grams(), 1e-9);
    // Numbered anew.
    folder.files.keySet().removeIf(path -> path.startsWith("iio:device1/"));
    folder.files.keySet().removeIf(path -> path.startsWith("iio:device2/"));
    chip("iio:device7", "/soc/hx711-right");
    fault(FaultKind.NO_ANSWER, right);
    assertEquals(105_020 * CELL.gramsPerStep(), right.read().grams(), 1e-9);
  }

  @Test
  void twoChipsWithoutANodeAreNotGuessed() {
    chip("iio:device2", "/hx711-right");
    DeviceFault fault = fault(FaultKind.ADDRESS_CONFLICT, driver(128, ""));
    assertTrue(fault.what().contains("/hx711-left (iio:device1), /hx711-right (iio:device2)"));
  }

  @Test
  void nodeThatIsNotThereIsToldWithThoseThatAre() {
    DeviceFault other = fault(FaultKind.MISCONFIGURED, driver(128, "left"));
    assertTrue(other.what().contains("/hx711-left (iio:device1)"), other.what());
    folder.files.keySet().removeIf(path -> path.startsWith("iio:device1/"));
    fault(FaultKind.NO_ANSWER, driver(128, "hx711-left"));
  }

  @Test
  void chipThatDoesNotAnswerTheKernelIsMissing() throws Exception {
    Hx711Driver driver = driver(128, "");
    driver.read();
    folder.deaf.add("iio:device1/in_voltage0_raw");
    fault(FaultKind.NO_ANSWER, driver);
    folder.deaf.clear();
    driver.read();
  }

  @Test
  void folderThatIsGoneIsAFaultOfTheWire() {
    folder.gone = true;
    fault(FaultKind.LINK_DOWN, driver(128, ""));
    FakeFolder fading =
        new FakeFolder() {
          @Override
          public List<String> sensors() {
            return List.of("iio:device1");
          }
        };
    fading.gone = true;
    fault(FaultKind.LINK_DOWN, new Hx711Driver(fading, CELL, ""));
  }

  @Test
  void sensorWithoutANodeIsNoneThatWasNamed() {
    folder.files.remove("iio:device1/uevent");
    fault(FaultKind.MISCONFIGURED, driver(128, "hx711-left"));
  }

  @ParameterizedTest
  @CsvSource({
    "in_voltage0_raw, 16777216",
    "in_voltage0_raw, -1",
    "in_voltage0_raw, 12x",
    "in_voltage_scale, much",
    "in_voltage0_scale_available, much more",
    "in_voltage0_scale_available, 0.000002327",
  })
  void numberThatIsNoneIsNoWeight(String file, String text) {
    folder.put("iio:device1", file, text);
    DeviceFault fault = fault(FaultKind.GARBLED, driver(64, ""));
    assertTrue(fault.what().contains(file), fault.what());
  }

  @Test
  void numberThatNeverChangesIsStuckAndSaturationIsNot() throws Exception {
    Hx711Driver driver = driver(128, "");
    for (int i = 1; i < StillCode.EQUAL_MAX; i++) {
      driver.read();
    }
    fault(FaultKind.STUCK, driver);
    fault(FaultKind.STUCK, driver);
    folder.put("iio:device1", "in_voltage0_raw", "16777215");
    for (int i = 0; i < StillCode.EQUAL_MAX + 1; i++) {
      assertEquals(Condition.OVERLOAD, driver.read().condition());
    }
    folder.put("iio:device1", "in_voltage0_raw", "0");
    assertEquals(Condition.UNDERLOAD, driver.read().condition());
    folder.put("iio:device1", "in_voltage0_raw", "8493628");
    assertEquals(Condition.STABLE, driver.read().condition());
  }
}
