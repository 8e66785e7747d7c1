package io.shelfkeeper.drivers.temperature.ds18b20;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Thermometer;
import io.shelfkeeper.drivers.link.SensorFolder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A probe DS18B20 on a 1-wire bus of the kernel, by its files. The older file with the bytes is
 * taken where it is there: only it shows a data wire that is short, whose nine zeros have a right
 * check sum and would be 0 degrees.
 */
public final class Ds18b20Driver implements Thermometer {
  private static final String BYTES = "w1_slave";
  private static final String NUMBER = "temperature";

  private static final double MILLI = 1e-3;
  private static final int MILLI_MIN = -55_000;
  private static final int MILLI_MAX = 125_000;

  /** In its register after power-on, until it has measured for the first time. */
  private static final int MILLI_POWER_ON = 85_000;

  /** All bits one: nobody holds the wire. */
  private static final int MILLI_NOBODY = 127_937;

  private static final int TRIES = 2;
  private static final Pattern CHECKED = Pattern.compile("crc=[0-9a-f]{2} (YES|NO)");
  private static final Pattern MEASURED = Pattern.compile("t=(-?[0-9]{1,6})");
  private static final Pattern ZEROS = Pattern.compile("^(00 ){9}");

  private final SensorFolder folder;
  private final String probe;

  /**
   * @param probe its folder: family and number, such as {@code 28-0316a279c4ff}
   */
  public Ds18b20Driver(SensorFolder folder, String probe) {
    this.folder = folder;
    this.probe = probe;
  }

  @Override
  public double celsius() throws DeviceFault {
    if (!folder.sensors().contains(probe)) {
      throw missing();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return temperature(milli()) * MILLI;
      } catch (DeviceFault fault) {
        // One wrong check sum is a bit that was lost on a long wire.
        if (attempt == TRIES || fault.kind() != FaultKind.GARBLED) {
          throw fault;
        }
      }
    }
  }

  private int milli() throws DeviceFault {
    String bytes;
    try {
      bytes = folder.read(probe, BYTES);
    } catch (DeviceFault fault) {
      if (fault.kind() == FaultKind.MISCONFIGURED) {
        return number(folder.read(probe, NUMBER));
      }
      throw fault;
    }
    return checked(bytes);
  }

  private int checked(String text) throws DeviceFault {
    Matcher sum = CHECKED.matcher(text);
    Matcher measured = MEASURED.matcher(text);
    if (ZEROS.matcher(text).find()) {
      throw invalid("says nothing but zeros", "Its data wire is short to ground: check the plug.");
    }
    if (!sum.find() || !measured.find()) {
      throw garbled(text);
    }
    if (sum.group(1).equals("NO")) {
      throw new DeviceFault(
          FaultKind.GARBLED,
          "The probe " + probe + " was heard with a wrong check sum",
          "Check the pull-up of 4.7 kOhm between data and 3.3 V, and the length of the wire.");
    }
    return Integer.parseInt(measured.group(1));
  }

  private int number(String text) throws DeviceFault {
    if (!text.matches("-?[0-9]{1,6}")) {
      throw garbled(text);
    }
    return Integer.parseInt(text);
  }

  private int temperature(int milli) throws DeviceFault {
    if (milli == MILLI_POWER_ON) {
      throw invalid(
          "says 85 degrees, which is what it says before it has measured",
          "It loses its supply while it measures: give it a supply wire of its own, not only data.");
    }
    if (milli == MILLI_NOBODY) {
      throw invalid("says nothing but ones", "Check its wires: nobody holds the data wire.");
    }
    if (milli < MILLI_MIN || milli > MILLI_MAX) {
      throw invalid(
          "says %.1f degrees, which it cannot measure".formatted(milli * MILLI),
          "Replace the probe.");
    }
    return milli;
  }

  private DeviceFault invalid(String how, String check) {
    return new DeviceFault(FaultKind.INVALID, "The probe " + probe + " " + how, check);
  }

  private DeviceFault garbled(String text) {
    String begin = text.substring(0, Math.min(40, text.length()));
    return new DeviceFault(
        FaultKind.GARBLED,
        "The file of the probe " + probe + " says \"" + begin + "\"",
        "Check that it is a DS18B20: its number begins with 28.");
  }

  private DeviceFault missing() throws DeviceFault {
    List<String> others = folder.sensors().stream().filter(name -> name.startsWith("28-")).toList();
    return new DeviceFault(
        FaultKind.NO_ANSWER,
        "There is no probe %s; there is %s"
            .formatted(probe, others.isEmpty() ? "none at all" : String.join(", ", others)),
        others.isEmpty()
            ? "Check dtoverlay=w1-gpio in config.txt, the pull-up of 4.7 kOhm between data and"
                + " 3.3 V, and the wires."
            : "Check its wires. If it was replaced, write the new number into the site file.");
  }
}
