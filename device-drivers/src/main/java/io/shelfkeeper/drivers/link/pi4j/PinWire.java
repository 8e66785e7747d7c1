package io.shelfkeeper.drivers.link.pi4j;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.BytelessLink;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.link.PulsedOutput;
import io.shelfkeeper.drivers.link.gpio.LineFinder;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.Linux;
import io.shelfkeeper.drivers.link.led.OneShotLed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pins of this machine as a wire that is opened and closed like any other, and that carries no
 * bytes. Closed, it holds no line.
 */
public final class PinWire implements BytelessLink, Pins {
  private static final String PERSIST = "parameters/persist_gpio_outputs";

  /** The drivers of the Pi's own chips, by the label of the chip. */
  private static final Map<String, String> DRIVERS =
      Map.of(
          "pinctrl-rp1", "pinctrl_rp1",
          "pinctrl-bcm2711", "pinctrl_bcm2835",
          "pinctrl-bcm2835", "pinctrl_bcm2835");

  private final Path root;
  private final Kernel kernel;
  private final LineFinder finder;
  private @Nullable Pi4jPins pins;
  private @Nullable LineLink lines;

  /**
   * @param root where {@code dev}, {@code sys} and {@code proc} are
   */
  public PinWire(Path root) {
    this(root, new Linux());
  }

  PinWire(Path root, Kernel kernel) {
    this.root = root;
    this.kernel = kernel;
    finder = new LineFinder(kernel, root.resolve("dev"));
  }

  @Override
  public void open() throws DeviceFault {
    if (lines == null) {
      pins = new Pi4jPins(kernel, root.resolve("dev"));
      lines = pins.lines();
    }
  }

  @Override
  public LineLink lines() throws DeviceFault {
    LineLink open = lines;
    if (open == null) {
      throw new DeviceFault(FaultKind.LINK_DOWN, "The pins are not open", "Wait for the next try.");
    }
    return open;
  }

  @Override
  public PulsedOutput led(String name) throws DeviceFault {
    return OneShotLed.open(root.resolve("sys/class/leds"), name);
  }

  @Override
  public void checkLed(String name) throws DeviceFault {
    OneShotLed.check(root.resolve("sys/class/leds"), name);
  }

  /**
   * Kernels of the Raspberry Pi have a setting for it in the driver of each chip of their own;
   * {@code dtparam=strict_gpiod} is meant to clear that of the chip of the header. <i>Unverified on
   * a Pi.</i> Of other chips nothing is known, and those on a bus keep what was set last.
   */
  @Override
  public boolean letsGoOf(LineName line) {
    try {
      String driver = DRIVERS.get(finder.find(line).label());
      return driver != null
          && Files.readString(root.resolve("sys/module").resolve(driver).resolve(PERSIST))
              .trim()
              .matches("[Nn0]");
    } catch (DeviceFault | IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    LineLink open = lines;
    Pi4jPins machine = pins;
    lines = null;
    pins = null;
    if (open != null && machine != null) {
      open.close();
      machine.close();
    }
  }

  @Override
  public String where() {
    return "the pins of this machine";
  }
}
