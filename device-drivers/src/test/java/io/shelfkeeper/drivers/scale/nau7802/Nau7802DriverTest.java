package io.shelfkeeper.drivers.scale.nau7802;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading.Condition;
import io.shelfkeeper.drivers.link.FakeWaiting;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.StillCode;
import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Nau7802DriverTest {
  private static final BridgeCell CELL = new BridgeCell(10_000, 2, 128);
  private static final long MILLI = 1_000_000L;

  private final FakeWaiting waiting = new FakeWaiting();
  private final FarNau7802 far = new FarNau7802(waiting);
  private final Nau7802Driver driver = driver(CELL, 80);

  private Nau7802Driver driver(BridgeCell cell, double perSecond) {
    return new Nau7802Driver(far, cell, perSecond, waiting);
  }

  private DeviceFault fault(FaultKind kind) {
    DeviceFault fault = assertThrows(DeviceFault.class, driver::read);
    assertEquals(kind, fault.kind(), fault.what());
    return fault;
  }

  @Test
  void chipIsSetUpAsTheVectorsSay() throws Exception {
    driver.read();
    List<String> wanted =
        Vector.in("nau7802/writes.txt").stream().map(vector -> Hex.text(vector.bytes())).toList();
    assertEquals(wanted, far.written);
    driver.read();
    assertEquals(wanted.size(), far.written.size());
  }

  @Test
  void gainAndRateAreThoseThatAreWanted() throws Exception {
    driver(new BridgeCell(10_000, 2, 1), 320).read();
    assertEquals(0x20, far.registers[1]);
    assertEquals(0x70, far.registers[2]);
    driver(new BridgeCell(10_000, 2, 64), 10.5).read();
    assertEquals(0x26, far.registers[1]);
    assertEquals(0x10, far.registers[2]);
    driver(CELL, 1).read();
    assertEquals(0, far.registers[2]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 256, -128})
  void gainThatTheChipDoesNotHaveIsRefused(int gain) {
    BridgeCell cell = new BridgeCell(10_000, 2, gain);
    assertThrows(IllegalArgumentException.class, () -> driver(cell, 10));
  }

  @Test
  void rateThatTheChipDoesNotHaveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> driver(CELL, 321));
  }

  static Stream<Vector> results() {
    return Vector.in("nau7802/results.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("results")
  void resultsMeanWhatTheDataSheetSays(Vector vector) throws Exception {
    far.code = Nau7802Register.result(vector.bytes());
    far.wavers = false;
    var reading = driver.read();
    if (reading.condition() == Condition.STABLE) {
      assertEquals(Integer.parseInt(vector.is()) * CELL.gramsPerStep(), reading.grams(), 1e-9);
    } else {
      assertEquals(vector.is(), reading.condition().name());
      assertTrue(Double.isNaN(reading.grams()));
    }
  }

  /** Once a result waits, the next is not there before its time. */
  @Test
  void readingWaitsForTheNextResultAndNoLonger() throws Exception {
    driver.read();
    long begun = waiting.nanos();
    for (int i = 0; i < 80; i++) {
      driver.read();
    }
    long taken = waiting.nanos() - begun;
    assertTrue(taken >= 990 * MILLI && taken < 1_250 * MILLI, taken / MILLI + " ms");
  }

  @Test
  void anotherChipIsNeverWrittenTo() {
    far.registers[0x1F] = 0x53;
    DeviceFault fault = fault(FaultKind.MISCONFIGURED);
    assertTrue(fault.what().contains("0x53"), fault.what());
    assertEquals(List.of(), far.written);
  }

  @Test
  void chipThatLostItsSupplyIsSetUpAfresh() throws Exception {
    driver.read();
    int writes = far.written.size();
    far.loseSupply();
    far.code = 4_000;
    assertEquals(4_001 * CELL.gramsPerStep(), driver.read().grams(), 3 * CELL.gramsPerStep());
    assertEquals(2 * writes, far.written.size());
    assertEquals(0x27, far.registers[1]);
  }

  @Test
  void chipThatWasAwayForAMomentKeepsItsSetUp() throws Exception {
    driver.read();
    int writes = far.written.size();
    far.present = false;
    fault(FaultKind.NO_ANSWER);
    far.present = true;
    driver.read();
    assertEquals(writes, far.written.size());
  }

  @Test
  void supplyThatDoesNotComeUpIsTold() throws Exception {
    far.powersUp = false;
    DeviceFault fault = fault(FaultKind.NO_ANSWER);
    assertTrue(fault.what().contains("got its supplies up after 10"), fault.what());
    far.powersUp = true;
    driver.read();
  }

  @Test
  void calibrationThatFailsIsNoWeightAndIsTriedAgain() throws Exception {
    far.calibrationFails = true;
    fault(FaultKind.INVALID);
    far.calibrationFails = false;
    driver.read();
  }

  @Test
  void calibrationThatDoesNotEndIsTold() {
    far.calibrates = false;
    DeviceFault fault = fault(FaultKind.NO_ANSWER);
    assertTrue(fault.what().contains("calibrated its amplifier after 10"), fault.what());
  }

  @Test
  void chipThatMeasuresNoMoreIsTold() throws Exception {
    driver.read();
    far.converts = false;
    DeviceFault fault = fault(FaultKind.NO_ANSWER);
    assertTrue(fault.what().contains("measured anything"), fault.what());
  }

  @Test
  void resultThatNeverChangesIsStuckAndTheChipIsSetUpOnceToWakeIt() throws Exception {
    far.code = 1_234;
    far.wavers = false;
    for (int i = 1; i < StillCode.EQUAL_MAX; i++) {
      driver.read();
    }
    int writes = far.written.size();
    fault(FaultKind.STUCK);
    fault(FaultKind.STUCK);
    fault(FaultKind.STUCK);
    assertEquals(2 * writes, far.written.size());
    far.wavers = true;
    driver.read();
  }

  @Test
  void bridgeAtItsEndIsNotStuck() throws Exception {
    far.code = BridgeCell.HIGHEST;
    far.wavers = false;
    for (int i = 0; i < 2 * StillCode.EQUAL_MAX; i++) {
      assertEquals(Condition.OVERLOAD, driver.read().condition());
    }
    far.code = BridgeCell.LOWEST;
    assertEquals(Condition.UNDERLOAD, driver.read().condition());
  }
}
