package io.shelfkeeper.drivers.link.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.kernel.FakeKernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFinderTest {
  @TempDir private Path devices;
  private final FakeKernel kernel = new FakeKernel();

  @BeforeEach
  void twoChips() throws IOException {
    chip("gpiochip0", "pinctrl-rp1", "ID_SDA", "GPIO1", "LED");
    chip("gpiochip10", "firmware", "LED", "PWR");
    Files.createFile(devices.resolve("gpiomem"));
  }

  private void chip(String name, String label, String... lines) throws IOException {
    kernel.chip(Files.createFile(devices.resolve(name)).toString(), label, lines);
  }

  private FoundLine find(String chip, String line) throws DeviceFault {
    return new LineFinder(kernel, devices).find(new LineName(chip, line));
  }

  private DeviceFault missed(String chip, String line) {
    DeviceFault fault = assertThrows(DeviceFault.class, () -> find(chip, line));
    assertEquals(0, kernel.openFiles());
    return fault;
  }

  @Test
  void lineIsFoundByItsNameOnAnyChip() throws DeviceFault {
    FoundLine found = find("", "PWR");
    assertEquals(devices.resolve("gpiochip10").toString(), found.chip());
    assertEquals(10, found.chipNumber());
    assertEquals(1, found.info().number());
  }

  @Test
  void chipIsMeantByLabelFileOrPath() throws DeviceFault {
    assertEquals(2, find("pinctrl-rp1", "LED").info().number());
    assertEquals(0, find("gpiochip10", "LED").info().number());
    assertEquals(1, find(devices.resolve("gpiochip0").toString(), "1").info().number());
    assertEquals("GPIO1", find("pinctrl-rp1", "1").info().name());
    assertEquals(0, kernel.openFiles());
  }

  @Test
  void nameThatTwoLinesHaveIsNoName() {
    DeviceFault fault = missed("", "LED");
    assertEquals(FaultKind.MISCONFIGURED, fault.kind());
    assertTrue(fault.check().contains("gpiochip10"), fault.check());
  }

  @Test
  void missingLineIsToldWithTheChipsThatThereAre() {
    DeviceFault fault = missed("", "GPIO17");
    assertEquals("There is no line GPIO17", fault.what());
    assertTrue(fault.check().contains("gpiochip0 (pinctrl-rp1, 3 lines)"), fault.check());
  }

  @Test
  void numberBeyondTheChipIsToldWithHowManyItHas() {
    DeviceFault fault = missed("pinctrl-rp1", "3");
    assertTrue(fault.what().endsWith("(pinctrl-rp1), which has 3"), fault.what());
  }

  @Test
  void missingChipIsToldWithThoseThatThereAre() {
    assertTrue(missed("gpiochip4", "1").check().contains("gpiochip0, gpiochip10"));
    assertEquals("There is no line pinctrl-bcm2835/1", missed("pinctrl-bcm2835", "1").what());
  }

  @Test
  void machineWithoutPinsSaysSo() throws IOException {
    Files.delete(devices.resolve("gpiochip0"));
    Files.delete(devices.resolve("gpiochip10"));
    DeviceFault fault = missed("", "GPIO17");
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
    assertTrue(fault.what().startsWith("There is no GPIO chip in"), fault.what());
  }

  @Test
  void whoMayNotIsToldWhichGroupIsMissing() {
    kernel.refuse(devices.resolve("gpiochip0").toString(), KernelFault.EACCES);
    DeviceFault fault = missed("gpiochip0", "1");
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
    assertTrue(fault.what().endsWith("gpiochip0: permission denied"), fault.what());
    assertTrue(fault.check().contains("group gpio"), fault.check());
  }

  @Test
  void secondNameOfAChipIsNoSecondChip() throws Exception {
    Files.createSymbolicLink(devices.resolve("gpiochip4"), devices.resolve("gpiochip0"));
    assertEquals(1, find("", "GPIO1").info().number());
  }
}
