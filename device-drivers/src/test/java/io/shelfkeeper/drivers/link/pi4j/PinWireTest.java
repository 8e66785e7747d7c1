package io.shelfkeeper.drivers.link.pi4j;

import static io.shelfkeeper.drivers.link.InputSetup.Bias.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.kernel.FakeKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinWireTest {
  @TempDir private Path root;

  private void setting(String module, String value) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/module/" + module + "/parameters"));
    Files.writeString(folder.resolve("persist_gpio_outputs"), value);
  }

  private FakeKernel.Chip chip(FakeKernel kernel, int number, String label) throws IOException {
    Path devices = Files.createDirectories(root.resolve("dev"));
    Path file = Files.createFile(devices.resolve("gpiochip" + number));
    return kernel.chip(file.toString(), label, "", "COIL");
  }

  @Test
  void onlyALineOfAChipWhoseDriverSaysSoIsKnownToBeLetGo() throws Exception {
    FakeKernel kernel = new FakeKernel();
    chip(kernel, 0, "pinctrl-rp1");
    chip(kernel, 7, "pca9535");
    PinWire wire = new PinWire(root, kernel);
    LineName line = LineName.of("pinctrl-rp1/1");
    assertFalse(wire.letsGoOf(line));
    setting("pinctrl_rp1", "Y\n");
    assertFalse(wire.letsGoOf(line));
    setting("pinctrl_rp1", "N\n");
    assertTrue(wire.letsGoOf(line));
    // The other chip of a Pi 5, on which nothing hangs.
    setting("pinctrl_bcm2835", "Y\n");
    assertTrue(wire.letsGoOf(line));
    // Chips on a bus keep what was set last.
    assertFalse(wire.letsGoOf(LineName.of("pca9535/1")));
    assertFalse(wire.letsGoOf(LineName.of("pinctrl-rp1/9")));
    assertFalse(wire.letsGoOf(LineName.of("NOWHERE")));
  }

  @Test
  void wireThatIsOpenedAgainAndAgainLeavesNothingOpen() throws Exception {
    FakeKernel kernel = new FakeKernel();
    FakeKernel.Chip chip = chip(kernel, 0, "pinctrl-rp1");
    PinWire wire = new PinWire(root, kernel);
    for (int i = 0; i < 20; i++) {
      wire.open();
      wire.lines().input(new InputSetup(LineName.of("pinctrl-rp1/0"), false, UP, 0), () -> {});
      wire.lines().output(new OutputSetup(LineName.of("COIL"), true, false));
      assertTrue(kernel.isHigh(chip, 1));
      wire.close();
      assertEquals(0, kernel.openFiles());
    }
  }

  @Test
  void machineWithoutPinsOpensAndHasNoLine() throws Exception {
    Files.createDirectory(root.resolve("dev"));
    PinWire wire = new PinWire(root);
    assertThrows(DeviceFault.class, wire::lines);
    wire.open();
    OutputSetup setup = new OutputSetup(new LineName("", "GPIO1"), false, false);
    assertThrows(DeviceFault.class, () -> wire.lines().output(setup));
    wire.close();
    assertThrows(DeviceFault.class, wire::lines);
  }
}
