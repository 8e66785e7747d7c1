package io.shelfkeeper.drivers.link.pi4j;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.link.PulsedOutput;
import io.shelfkeeper.drivers.link.kernel.Linux;
import io.shelfkeeper.drivers.link.led.OneShotLed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pins of this machine as a wire that is opened and closed like any other, and that carries no
 * bytes. Closed, it holds no line.
 */
public final class PinWire implements ByteLink, Pins {
  private static final String PERSIST = "persist_gpio_outputs";

  private final Path root;
  private @Nullable Pi4jPins pins;
  private @Nullable LineLink lines;

  /**
   * @param root where {@code dev}, {@code sys} and {@code proc} are
   */
  public PinWire(Path root) {
    this.root = root;
  }

  @Override
  public void open() throws DeviceFault {
    if (lines != null) {
      return;
    }
    Pi4jPins open = pins;
    if (open == null) {
      open = new Pi4jPins(new Linux(), root.resolve("dev"));
      pins = open;
    }
    lines = open.lines();
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
   * Kernels of the Raspberry Pi have a setting for it; {@code dtparam=strict_gpiod} is meant to
   * clear it. <i>Unverified on a Pi.</i> Of other kernels nothing is known.
   */
  @Override
  public boolean letsGoOfOutputs() {
    try (Stream<Path> modules = Files.list(root.resolve("sys/module"))) {
      List<Path> settings =
          modules
              .filter(module -> module.getFileName().toString().startsWith("pinctrl_"))
              .map(module -> module.resolve("parameters").resolve(PERSIST))
              .filter(Files::exists)
              .toList();
      for (Path setting : settings) {
        if (!Files.readString(setting).trim().matches("[Nn0]")) {
          return false;
        }
      }
      return !settings.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) {
    return 0;
  }

  @Override
  public void write(byte[] bytes) {
    throw new IllegalStateException("pins carry no bytes");
  }

  @Override
  public void discardInput() {}

  @Override
  public void close() {
    LineLink open = lines;
    lines = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public String where() {
    return "the pins of this machine";
  }
}
