package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.sensors.Chip;
import io.shelfkeeper.simulator.sensors.ChipBus;
import io.shelfkeeper.simulator.sensors.Nau7802;
import io.shelfkeeper.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The chips of a shop, on the I2C buses that the site file names. */
final class Chips {
  private final Map<String, ChipBus> buses = new LinkedHashMap<>();

  Chips(SiteFile site, World world, Troubles troubles) {
    for (SiteFile.Bus bus : site.buses()) {
      if (bus.link() instanceof SiteFile.Link.I2c) {
        List<Chip> chips =
            site.devices().stream()
                .filter(device -> device.bus().equals(bus.id()))
                .map(device -> chip(device, world, troubles))
                .toList();
        buses.put(bus.id(), new ChipBus(bus.id(), chips, troubles));
      }
    }
  }

  /** The site file has no other model on such a bus. */
  private static Chip chip(SiteFile.Device device, World world, Troubles troubles) {
    SiteFile.Bridge printed = Objects.requireNonNull(device.bridge());
    return new Nau7802(device.id(), Plans.bridge(device, printed, world, troubles), troubles);
  }

  FarEnd bus(String id) {
    return Objects.requireNonNull(buses.get(id));
  }

  /** One line for each chip. */
  String list(long nanos) {
    StringBuilder text = new StringBuilder();
    for (ChipBus bus : buses.values()) {
      for (Chip chip : bus.chips()) {
        text.append(
            String.format(
                Locale.ROOT,
                "chip %-10s 0x%02x %s%n",
                chip.id(),
                chip.address(),
                chip.answers(nanos) ? "%9d counts".formatted(chip.counts(nanos)) : "is not there"));
      }
    }
    return text.toString();
  }
}
