package io.shelfkeeper.drivers.scale.hx711;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.SensorFolder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /** Whether a node goes by the name that is wanted. */
  private boolean is(String node) {
    return wanted.isEmpty() || node.equals(wanted) || node.endsWith("/" + wanted);
  }

  /** The nodes of all converters, by the names of their folders. */
  Map<String, String> all() throws DeviceFault {
    Map<String, String> all = new TreeMap<>();
    for (String sensor : folder.sensors()) {
      if (read(sensor, "name").equals(NAME)) {
        all.put(sensor, node(sensor));
      }
    }
    return all;
  }

  /** The name of its folder. */
  String find() throws DeviceFault {
    Map<String, String> all = all();
    List<String> folders =
        all.keySet().stream().filter(name -> is(all.getOrDefault(name, ""))).toList();
    if (folders.size() == 1) {
      return folders.getFirst();
    }
    throw folders.isEmpty() ? missing(all) : ambiguous(folders.size(), all);
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

  private static String text(Map<String, String> nodes) {
    return nodes.entrySet().stream()
        .map(entry -> "%s (%s)".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private DeviceFault missing(Map<String, String> others) {
    return others.isEmpty()
        ? new DeviceFault(
            FaultKind.NO_ANSWER,
            "The kernel knows no HX711",
            "Load its overlay in config.txt, restart, and check with dmesg | grep hx711.")
        : new DeviceFault(
            FaultKind.MISCONFIGURED,
            "There is no HX711 with the node %s; there is %s".formatted(wanted, text(others)),
            "Write one of these as \"sensor\" into the site file, or correct the overlay.");
  }

  private static DeviceFault ambiguous(int count, Map<String, String> all) {
    return new DeviceFault(
        FaultKind.ADDRESS_CONFLICT,
        "%d HX711 go by the name that the site file has for one: %s".formatted(count, text(all)),
        "Name the node of this one as \"sensor\" in the site file.");
  }
}
