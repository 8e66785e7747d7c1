package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.SensorFolder;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.hx711.Hx711Driver;
import io.shelfkeeper.drivers.scale.nau7802.Nau7802Driver;
import io.shelfkeeper.drivers.temperature.ds18b20.Ds18b20Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at chips on I2C and at folders of sensors. They are asked just as the running agent does: a
 * bridge converter is set up for it, which it forgets without its supply.
 *
 * @param bus the site file's id
 * @param link opens and closes the bus, which is an {@link I2cLink} or a {@link SensorFolder}
 */
record SensorsLook(String bus, ByteLink link, Waiting waiting) {
  /** Below this share of its capacity a cell does not hang upside down: it is wired so. */
  private static final double SWAPPED = -0.2;

  private static final int NAU7802_ADDRESS = 0x2A;
  private static final String PROBE = "28-";

  private static final String BRIDGE =
      "Check the four wires of the cell: one is open, or supply and signal are swapped.";

  static boolean canLookAt(ByteLink link) {
    return link instanceof I2cLink || link instanceof SensorFolder;
  }

  List<WiringRow> rows(List<SiteFile.Device> own) {
    List<WiringRow> rows = new ArrayList<>();
    try (link) {
      link.open();
      for (SiteFile.Device device : own) {
        rows.add(device(device));
      }
      strangers(own, rows);
    } catch (DeviceFault fault) {
      rows.add(row("", "", 0, fault.what(), Verdict.PORT_CLOSED, fault.check()));
      own.stream().skip(rows.size() - 1L).forEach(device -> rows.add(notLookedAt(device)));
    }
    return rows;
  }

  private WiringRow device(SiteFile.Device device) throws DeviceFault {
    Model model = Model.of(device.model()).orElseThrow();
    try {
      return switch (model) {
        case NAU7802 -> weighed(device, nau7802(device));
        case HX711 -> weighed(device, hx711(device));
        case DS18B20 -> {
          double celsius = new Ds18b20Driver((SensorFolder) link, device.sensor()).celsius();
          yield row(device, text("probe, now %.1f C", celsius), Verdict.GOOD, "");
        }
        default -> throw new IllegalStateException(model.word() + " is no sensor");
      };
    } catch (DeviceFault fault) {
      if (fault.kind() == FaultKind.LINK_DOWN) {
        throw fault;
      }
      boolean other = model == Model.NAU7802 && fault.kind() == FaultKind.MISCONFIGURED;
      return row(
          device,
          fault.what(),
          other ? Verdict.OTHER_MODEL : Verdict.of(fault.kind()),
          fault.check());
    }
  }

  private Scale nau7802(SiteFile.Device device) {
    return new Nau7802Driver((I2cLink) link, cell(device), device.samplesPerSecond(), waiting);
  }

  private Scale hx711(SiteFile.Device device) {
    return new Hx711Driver((SensorFolder) link, cell(device), device.sensor());
  }

  private static BridgeCell cell(SiteFile.Device device) {
    SiteFile.Bridge bridge = Objects.requireNonNull(device.bridge());
    return new BridgeCell(bridge.capacityGrams(), bridge.millivoltsPerVolt(), bridge.gain());
  }

  private WiringRow weighed(SiteFile.Device device, Scale scale) throws DeviceFault {
    ScaleReading reading = scale.read();
    return switch (reading.condition()) {
      case STABLE, MOVING -> {
        boolean swapped = reading.grams() < SWAPPED * cell(device).capacityGrams();
        yield row(
            device,
            text("bridge, now %.1f g", reading.grams()),
            swapped ? Verdict.WRONG_SETUP : Verdict.GOOD,
            swapped ? "Swap the two signal wires of the cell, A+ and A-; or turn it over." : "");
      }
      case OVERLOAD, UNDERLOAD, FAULTY ->
          row(
              device,
              "bridge at the end of its range: "
                  + reading.condition().name().toLowerCase(Locale.ROOT),
              Verdict.NO_WEIGHT,
              "Take everything off the plate. " + BRIDGE);
    };
  }

  private void strangers(List<SiteFile.Device> own, List<WiringRow> rows) throws DeviceFault {
    if (link instanceof I2cLink i2c) {
      if (own.isEmpty() && isThere(i2c)) {
        rows.add(stranger(NAU7802_ADDRESS, "a NAU7802", "model nau7802"));
      }
      return;
    }
    SensorFolder folder = (SensorFolder) link;
    Set<String> named =
        own.stream().map(SiteFile.Device::sensor).collect(Collectors.toUnmodifiableSet());
    for (String sensor : folder.sensors()) {
      if (sensor.startsWith(PROBE) && !named.contains(sensor)) {
        rows.add(stranger(0, "a probe " + sensor, "model ds18b20, sensor: " + sensor));
      }
    }
    if (own.isEmpty()) {
      for (Map.Entry<String, String> chip : Hx711Driver.nodes(folder).entrySet()) {
        rows.add(
            stranger(
                0,
                "an HX711 " + chip.getValue() + " (" + chip.getKey() + ")",
                "model hx711, sensor: " + lastName(chip.getValue())));
      }
    }
  }

  private static String lastName(String node) {
    return node.substring(node.lastIndexOf('/') + 1);
  }

  private static boolean isThere(I2cLink i2c) throws DeviceFault {
    try {
      return Nau7802Driver.isOn(i2c);
    } catch (DeviceFault fault) {
      if (fault.kind() == FaultKind.LINK_DOWN) {
        throw fault;
      }
      return false;
    }
  }

  private WiringRow stranger(int address, String found, String how) {
    return row(
        "",
        "",
        address,
        found,
        Verdict.NOT_IN_FILE,
        "Add it to \"devices\" (" + how + "), or take it off this bus.");
  }

  private WiringRow notLookedAt(SiteFile.Device device) {
    return row(device, "", Verdict.NOT_LOOKED_AT, "");
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private WiringRow row(SiteFile.Device device, String found, Verdict verdict, String advice) {
    return row(device.id(), device.cell(), device.address(), found, verdict, advice);
  }

  private WiringRow row(
      String device, String cell, int address, String found, Verdict verdict, String advice) {
    return new WiringRow(bus, link.where(), address, device, cell, found, verdict, advice);
  }
}
