package io.shelfkeeper.drivers.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The outside world of the guest's chip: pulls pins and reads their level, behind its back. */
public final class SimPins {
  public static final String CHIP = "/dev/gpiochip0";
  public static final String LABEL = "guest-pins";
  public static final int LINES = 32;

  private static final Path PINS = Path.of("/sys/bus/gpio/devices/gpiochip0");

  private SimPins() {}

  public static void pull(int line, boolean high) throws IOException {
    Files.writeString(pin(line).resolve("pull"), high ? "pull-up" : "pull-down");
  }

  public static boolean isHigh(int line) throws IOException {
    return Files.readString(value(line)).startsWith("1");
  }

  /** The file whose first byte is the level of the wire, 0 or 1, at each reading. */
  public static Path value(int line) {
    return pin(line).resolve("value");
  }

  private static Path pin(int line) {
    return PINS.resolve("sim_gpio" + line);
  }
}
