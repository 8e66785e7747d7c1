package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.world.CannotDo;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of a shop can be made wrong, and how. */
final class Targets {
  /** What can be wrong with all pins of a machine. */
  private static final Set<Trouble> OF_PINS =
      EnumSet.of(Trouble.UNPLUGGED, Trouble.KEEPS, Trouble.DENIED);

  /** What can be wrong with a wire and all that hangs there. */
  private static final Set<Trouble> OF_WIRES = EnumSet.range(Trouble.LINE_BAUD, Trouble.SPLIT);

  private final Set<String> devices = new LinkedHashSet<>();
  private final Set<String> wires = new LinkedHashSet<>();
  private final Set<String> pins = new LinkedHashSet<>();
  private final Set<String> lines = new LinkedHashSet<>();
  private final Set<String> devicesOfPins = new LinkedHashSet<>();

  Targets(SiteFile site) {
    for (SiteFile.Bus bus : site.buses()) {
      (bus.link() instanceof SiteFile.Link.Pins ? pins : wires).add(bus.id());
    }
    for (SiteFile.Device device : site.devices()) {
      (pins.contains(device.bus()) ? devicesOfPins : devices).add(device.id());
    }
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
        known("bus", target, both());
        Set<Trouble> possible = pins.contains(target) ? OF_PINS : OF_WIRES;
        if (!possible.contains(kind)) {
          throw new CannotDo(
              "Bus %s cannot have the fault %s".formatted(target, kind.word()),
              "Say one of " + possible.stream().map(Trouble::word).toList());
        }
      }
      case LINE -> known("line", target, lines);
    }
  }

  private Set<String> both() {
    Set<String> both = new LinkedHashSet<>(wires);
    both.addAll(pins);
    return both;
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
    if (!devices.contains(target) && !both().contains(target) && !lines.contains(target)) {
      throw new CannotDo(
          "The site file has no device, bus or line " + target,
          "Name one of these: %s %s %s".formatted(devices, both(), lines));
    }
  }
}
