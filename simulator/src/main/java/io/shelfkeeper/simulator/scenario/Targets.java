package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.world.CannotDo;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a shop can be made wrong, and how. */
final class Targets {
  /** What can be wrong with all pins of a machine. */
  private static final Set<Trouble> OF_PINS =
      EnumSet.of(Trouble.UNPLUGGED, Trouble.KEEPS, Trouble.DENIED);

  /** What can be wrong with an I2C bus. */
  private static final Set<Trouble> OF_CHIPS = EnumSet.of(Trouble.UNPLUGGED, Trouble.DENIED);

  /** What can be wrong with a wire and all that hangs there. */
  private static final Set<Trouble> OF_WIRES = EnumSet.range(Trouble.LINE_BAUD, Trouble.SPLIT);

  private final Set<String> devices = new LinkedHashSet<>();
  private final Map<String, Set<Trouble>> buses = new LinkedHashMap<>();
  private final Set<String> lines = new LinkedHashSet<>();
  private final Set<String> devicesOfPins = new LinkedHashSet<>();

  Targets(SiteFile site) {
    Set<String> pins = new HashSet<>();
    for (SiteFile.Bus bus : site.buses()) {
      buses.put(bus.id(), possible(bus.link()));
      if (bus.link() instanceof SiteFile.Link.Pins) {
        pins.add(bus.id());
      }
    }
    for (SiteFile.Device device : site.devices()) {
      (pins.contains(device.bus()) ? devicesOfPins : devices).add(device.id());
    }
  }

  private static Set<Trouble> possible(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Pins pins -> OF_PINS;
      case SiteFile.Link.I2c i2c -> OF_CHIPS;
      case SiteFile.Link.Serial serial -> OF_WIRES;
      case SiteFile.Link.Tcp tcp -> OF_WIRES;
      case SiteFile.Link.Folder folder -> OF_WIRES;
    };
  }

  /** Pins of a machine with these lines and LEDs. */
  void add(List<String> names) {
    lines.addAll(names);
  }

  /** Refuses what would change nothing. */
  void check(Trouble kind, String target) throws CannotDo {
    switch (kind.scope()) {
      case DEVICE -> {
        if (devicesOfPins.contains(target)) {
          throw new CannotDo(
              "Device " + target + " is made of pins", "Name a line of it with --line: " + lines);
        }
        known("device", target, devices);
      }
      case BUS -> {
        known("bus", target, buses.keySet());
        Set<Trouble> possible = buses.getOrDefault(target, Set.of());
        if (!possible.contains(kind)) {
          throw new CannotDo(
              "Bus %s cannot have the fault %s".formatted(target, kind.word()),
              "Say one of " + possible.stream().map(Trouble::word).toList());
        }
      }
      case LINE -> known("line", target, lines);
    }
  }

  private static void known(String what, String target, Set<String> known) throws CannotDo {
    if (!known.contains(target)) {
      throw new CannotDo(
          "The site file has no %s %s".formatted(what, target),
          "Name one of these with --%s: %s".formatted(what, known));
    }
  }

  /** Refuses to clear what cannot have had a fault. */
  void check(String target) throws CannotDo {
    if (!devices.contains(target) && !buses.containsKey(target) && !lines.contains(target)) {
      throw new CannotDo(
          "The site file has no device, bus or line " + target,
          "Name one of these: %s %s %s".formatted(devices, buses.keySet(), lines));
    }
  }
}
