package io.shelfkeeper.drivers.scale.hx711;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.SensorFolder;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.StillCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bridge converter HX711 behind the kernel's driver, by its files. Its two lines are never
 * clocked from here: a pause of 60 us at the wrong moment resets the chip, and a virtual machine
 * pauses for longer when it likes. Never tares.
 */
public final class Hx711Driver implements Scale {
  /** The kernel's numbers begin at the lowest code. */
  private static final int ZERO = 0x80_0000;

  private static final int RAW_MAX = 0xFF_FFFF;

  /** Results of the gain before, and of an amplifier that settles. */
  private static final int DISCARDED = 4;

  private static final String SCALE = "in_voltage_scale";

  private final SensorFolder folder;
  private final Hx711Node node;
  private final BridgeCell cell;
  private final StillCode still = new StillCode();

  /** What the kernel calls the gain that we want. */
  private String scale = "";

  private @Nullable String sensor;

  /**
   * @param cell its gain is 128 or 64, at the inputs A; or 32, at the inputs B
   * @param node of the device tree, as its overlay names it; empty if there is one converter only
   */
  public Hx711Driver(SensorFolder folder, BridgeCell cell, String node) {
    if (!List.of(32, 64, 128).contains(cell.gain())) {
      throw new IllegalArgumentException("gain " + cell.gain());
    }
    this.folder = folder;
    this.cell = cell;
    this.node = new Hx711Node(folder, node);
  }

  /** The nodes of all converters that the kernel knows, by the names of their folders. */
  public static Map<String, String> nodes(SensorFolder folder) throws DeviceFault {
    return new Hx711Node(folder, "").all();
  }

  /**
   * {@inheritDoc} The kernel waits for the next result, and gives up after about a second when the
   * chip does not say that it has one.
   */
  @Override
  public ScaleReading read() throws DeviceFault {
    try {
      return weigh();
    } catch (DeviceFault fault) {
      // The kernel may have numbered its sensors anew.
      sensor = null;
      throw fault;
    }
  }

  private ScaleReading weigh() throws DeviceFault {
    String own = sensor;
    if (own == null) {
      own = node.find();
      scale = offered(own);
      sensor = own;
    }
    amplify(own);
    int code = code(own);
    ScaleReading reading = cell.reading(code);
    if (code >= BridgeCell.HIGHEST || code <= BridgeCell.LOWEST) {
      still.forget();
    } else {
      still.see("The HX711 " + own, code);
    }
    return reading;
  }

  /**
   * The kernel's word for the gain: of what it offers for these inputs, the finest is the highest.
   * It takes nothing but the words it offers.
   */
  private String offered(String own) throws DeviceFault {
    String file = "in_voltage%d_scale_available".formatted(input());
    List<String> words = new ArrayList<>(List.of(folder.read(own, file).split("\\s+")));
    try {
      Collections.sort(words, (a, b) -> new BigDecimal(a).compareTo(new BigDecimal(b)));
    } catch (NumberFormatException e) {
      throw garbled(own, file, String.join(" ", words));
    }
    int place = cell.gain() == 64 ? 1 : 0;
    if (words.size() <= place) {
      throw garbled(own, file, String.join(" ", words));
    }
    return words.get(place);
  }

  /** At every reading: a driver that was loaded anew begins with its own gain. */
  private void amplify(String own) throws DeviceFault {
    if (hasGain(own)) {
      return;
    }
    folder.write(own, SCALE, scale);
    if (!hasGain(own)) {
      throw new DeviceFault(
          FaultKind.MISCONFIGURED,
          "The HX711 %s does not take the gain %d, as %s".formatted(own, cell.gain(), scale),
          "Take gain: 128 in the site file, or a newer kernel.");
    }
    for (int i = 0; i < DISCARDED; i++) {
      code(own);
    }
  }

  private boolean hasGain(String own) throws DeviceFault {
    String is = folder.read(own, SCALE);
    try {
      return new BigDecimal(is).compareTo(new BigDecimal(scale)) == 0;
    } catch (NumberFormatException e) {
      throw garbled(own, SCALE, is);
    }
  }

  private int code(String own) throws DeviceFault {
    String file = "in_voltage%d_raw".formatted(input());
    String text = folder.read(own, file);
    try {
      int raw = Integer.parseInt(text);
      if (raw >= 0 && raw <= RAW_MAX) {
        return raw - ZERO;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw garbled(own, file, text);
  }

  private int input() {
    return cell.gain() == 32 ? 1 : 0;
  }

  private static DeviceFault garbled(String own, String file, String text) {
    String begin = text.substring(0, Math.min(40, text.length()));
    return new DeviceFault(
        FaultKind.GARBLED,
        "The file %s of the HX711 %s says \"%s\"".formatted(file, own, begin),
        "Check that the kernel's driver is the one of the runbook.");
  }
}
