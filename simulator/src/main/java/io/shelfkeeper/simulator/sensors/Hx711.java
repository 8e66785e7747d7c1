package io.shelfkeeper.simulator.sensors;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.io.IOException;
import java.util.Map;

/**
 * A bridge converter HX711 as the files of the kernel's driver show it, at ten results a second.
 */
public final class Hx711 implements SensorFiles {
  private static final long PERIOD_NANOS = 100_000_000;

  /** The kernel's numbers begin at the lowest code. */
  private static final int ZERO = 0x80_0000;

  private static final String SCALE = "in_voltage_scale";
  private static final String GAIN_128 = "0.000001536";
  private static final String GAIN_64 = "0.000003072";
  private static final String GAIN_32 = "0.000006145";

  /** The words of a kernel that feeds the bridge with 3.3 V. */
  private static final Map<String, Integer> GAINS = Map.of(GAIN_128, 128, GAIN_64, 64, GAIN_32, 32);

  private final String id;
  private final String folder;
  private final String node;
  private final Bridge bridge;
  private final Troubles troubles;
  private String scale = GAIN_128;

  /**
   * @param id in the site file
   * @param number that the kernel gave it this time
   * @param node of the device tree
   */
  public Hx711(String id, int number, String node, Bridge bridge, Troubles troubles) {
    this.id = id;
    folder = "iio:device" + number;
    this.node = node;
    this.bridge = bridge;
    this.troubles = troubles;
  }

  @Override
  public String folder() {
    return folder;
  }

  @Override
  public boolean isThere(long nanos) {
    return !troubles.on(id, Trouble.SILENT, nanos);
  }

  @Override
  public long play(Files into, long nanos) throws IOException {
    String wanted = into.read(SCALE);
    if (wanted.isEmpty()) {
      // Loaded anew, it begins with its own gain.
      wanted = GAIN_128;
      into.write("uevent", "OF_FULLNAME=/" + node + "\nOF_COMPATIBLE_0=avia,hx711\n");
      into.write("in_voltage0_scale_available", GAIN_128 + " " + GAIN_64 + "\n");
      into.write("in_voltage1_scale_available", GAIN_32 + "\n");
      into.write(SCALE, wanted + "\n");
    }
    if (GAINS.containsKey(wanted)) {
      scale = wanted;
    } else {
      into.write(SCALE, scale + "\n");
    }
    int gain = GAINS.getOrDefault(scale, 128);
    into.write(gain == 32 ? "in_voltage1_raw" : "in_voltage0_raw", raw(gain, nanos));
    into.write(gain == 32 ? "in_voltage0_raw" : "in_voltage1_raw", ZERO + "\n");
    // Last: whoever finds the name finds all.
    into.write("name", "hx711\n");
    return nanos + PERIOD_NANOS;
  }

  private String raw(int gain, long nanos) {
    return bridge.code(gain, nanos) + ZERO + "\n";
  }
}
