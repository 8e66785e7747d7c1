package io.shelfkeeper.drivers.link.led;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.PulsedOutput;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pin that the kernel drives as an LED with the trigger {@code oneshot}: we only say "now". The
 * kernel's own timer ends the pulse, also when this process is killed, stopped or frozen in it.
 */
public final class OneShotLed implements PulsedOutput {
  private static final String TRIGGER = "oneshot";

  /** In the words of the kernel, EROFS: the unit shows us this folder as one to be read. */
  private static final String READ_ONLY = "Read-only file system";

  /** The kernel takes no new shot for so long after a pulse; our own rest is longer. */
  private static final int REST_MILLIS = 1;

  private final String name;
  private final Path folder;

  private OneShotLed(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /**
   * @param leds the folder of all LEDs, {@code /sys/class/leds}
   * @param name of one of them
   */
  public static OneShotLed open(Path leds, String name) throws DeviceFault {
    check(leds, name);
    OneShotLed led = new OneShotLed(name, leds.resolve(name));
    led.off();
    led.arm();
    return led;
  }

  /** Looks whether there is one that could pulse, without touching it. */
  public static void check(Path leds, String name) throws DeviceFault {
    OneShotLed led = new OneShotLed(name, leds.resolve(name));
    if (!Files.isDirectory(led.folder)) {
      throw new DeviceFault(
          FaultKind.MISCONFIGURED,
          "There is no LED " + name + " in " + leds,
          "Check dtoverlay=gpio-led in config.txt, and restart.");
    }
    if (!led.read("trigger").contains(TRIGGER)) {
      throw noTrigger("LED " + name);
    }
    for (String file : new String[] {"trigger", "brightness"}) {
      if (!Files.isWritable(led.folder.resolve(file))) {
        throw led.denied(file);
      }
    }
  }

  /**
   * That its kernel cannot pulse it, as a fault.
   *
   * @param led which one, in a sentence
   */
  public static DeviceFault noTrigger(String led) {
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        "The kernel has no trigger oneshot for the " + led,
        "Load ledtrig-oneshot, or use a lock board that times its pulses itself.");
  }

  @Override
  public boolean isEndedByTheKernel() {
    return true;
  }

  @Override
  public void pulse(int millis) throws DeviceFault {
    PulsedOutput.checkMillis(millis);
    write("delay_on", Integer.toString(millis));
    write("shot", "1");
  }

  /**
   * Nothing is done to a pin that is off: the kernel switches it on again when its pulse is taken
   * away by any other file than this one, which takes away the trigger, too.
   */
  @Override
  public void off() throws DeviceFault {
    if (!read("brightness").trim().equals("0")) {
      write("brightness", "0");
      arm();
    }
  }

  private void arm() throws DeviceFault {
    if (!read("trigger").contains("[" + TRIGGER + "]")) {
      write("trigger", TRIGGER);
    }
    write("delay_off", Integer.toString(REST_MILLIS));
  }

  private String read(String file) throws DeviceFault {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private void write(String file, String text) throws DeviceFault {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private DeviceFault denied(String file) {
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        "The file " + file + " of LED " + name + " may not be written",
        "Install the udev rule of the runbook, which gives LEDs of locks to the group gpio, and"
            + " the line ReadWritePaths= of the unit's drop-in.");
  }

  private DeviceFault failed(String file, IOException e) {
    boolean isReadOnly =
        e instanceof FileSystemException fault && READ_ONLY.equals(fault.getReason());
    return isReadOnly || e instanceof AccessDeniedException
        ? denied(file)
        : new DeviceFault(
            FaultKind.LINK_DOWN,
            "The LED " + name + " does not obey (" + file + ": " + e.getMessage() + ")",
            "Check that its kernel has the LED trigger oneshot: cat " + folder.resolve("trigger"));
  }

  @Override
  public void close() {
    try {
      off();
    } catch (DeviceFault fault) {
      // What was begun the kernel ends.
    }
  }
}
