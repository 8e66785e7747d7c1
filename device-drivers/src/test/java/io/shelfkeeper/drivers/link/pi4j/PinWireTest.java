package io.shelfkeeper.drivers.link.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
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

  private void isKnownToLetGo(boolean known) {
    assertEquals(known, new PinWire(root).letsGoOfOutputs());
  }

  @Test
  void onlyAMachineThatSaysSoIsKnownToLetGo() throws IOException {
    isKnownToLetGo(false);
    Files.createDirectories(root.resolve("sys/module/pinctrl_rp1"));
    isKnownToLetGo(false);
    setting("pinctrl_rp1", "Y\n");
    isKnownToLetGo(false);
    setting("pinctrl_rp1", "N\n");
    isKnownToLetGo(true);
    setting("pinctrl_bcm2835", "Y\n");
    isKnownToLetGo(false);
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
