package io.shelfkeeper.drivers.scale.hx711;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.SensorFolder;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a converter among all sensors of the kernel. Their numbers change from start to start; what
 * stays is the node of the device tree, by the name that its overlay gives it.
 */
final class Hx711Node {
  private static final String NAME = "hx711";

  /** The kernel writes the path of the node behind it. */
  private static final String NODE = "OF_FULLNAME=";

  private final SensorFolder folder;
  private final String wanted;

  /**
   * @param wanted path of the node, or the end of it behind a slash; empty if there is one
   *     converter only
   */
  Hx711Node(SensorFolder folder, String wanted) {
    this.folder = folder;
    this.wanted = wanted;
  }

  /** The name of its folder. */
  String find() throws DeviceFault {
    List<String> folders = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String sensor : folder.sensors()) {
      if (read(sensor, "name").equals(NAME)) {
        String node = node(sensor);
        boolean is = wanted.isEmpty() || node.equals(wanted) || node.endsWith("/" + wanted);
        (is ? folders : others).add(sensor);
      }
    }
    if (folders.size() == 1) {
      return folders.getFirst();
    }
    throw folders.isEmpty() ? missing(others) : ambiguous(folders);
  }

  /** A sensor without this file is none of ours, whatever the reason. */
  private String read(String sensor, String file) throws DeviceFault {
    try {
      return folder.read(sensor, file);
    } catch (DeviceFault fault) {
      if (fault.kind() == FaultKind.LINK_DOWN) {
        throw fault;
      }
      return "";
    }
  }

  private String node(String sensor) throws DeviceFault {
    return read(sensor, "uevent")
        .lines()
        .filter(line -> line.startsWith(NODE))
        .map(line -> line.substring(NODE.length()).strip())
        .findFirst()
        .orElse("");
  }

  private String nodes(List<String> sensors) throws DeviceFault {
    List<String> nodes = new ArrayList<>();
    for (String sensor : sensors) {
      nodes.add("%s (%s)".formatted(node(sensor), sensor));
    }
    return String.join(", ", nodes);
  }

  private DeviceFault missing(List<String> others) throws DeviceFault {
    return others.isEmpty()
        ? new DeviceFault(
            FaultKind.NO_ANSWER,
            "The kernel knows no HX711",
            "Load its overlay in config.txt, restart, and check with dmesg | grep hx711.")
        : new DeviceFault(
            FaultKind.MISCONFIGURED,
            "There is no HX711 with the node %s; there is %s".formatted(wanted, nodes(others)),
            "Write one of these as \"sensor\" into the site file, or correct the overlay.");
  }

  private DeviceFault ambiguous(List<String> folders) throws DeviceFault {
    return new DeviceFault(
        FaultKind.ADDRESS_CONFLICT,
        "%d HX711 go by the name that the site file has for one: %s"
            .formatted(folders.size(), nodes(folders)),
        "Name the node of this one as \"sensor\" in the site file.");
  }
}
