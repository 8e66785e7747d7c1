package io.shelfkeeper.agent;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.devices.ProbeChannel;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.SensorFolder;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.hx711.Hx711Driver;
import io.shelfkeeper.drivers.scale.nau7802.Nau7802Driver;
import io.shelfkeeper.drivers.temperature.ds18b20.Ds18b20Driver;
import java.util.List;
import java.util.Objects;

/** Puts drivers to the bridge converters and temperature probes of a site file. */
final class SensorWiring {
  private SensorWiring() {}

  static Scale nau7802(SiteFile.Device device, I2cLink link) {
    return new Nau7802Driver(link, cell(device), device.samplesPerSecond(), Waiting.inThisThread());
  }

  static Scale hx711(SiteFile.Device device, SensorFolder folder) {
    return new Hx711Driver(folder, cell(device), device.sensor());
  }

  private static BridgeCell cell(SiteFile.Device device) {
    SiteFile.Bridge bridge = Objects.requireNonNull(device.bridge());
    return new BridgeCell(bridge.capacityGrams(), bridge.millivoltsPerVolt(), bridge.gain());
  }

  /** The temperature probes of a bus. */
  static List<ProbeChannel> probes(SiteFile site, SiteFile.Bus bus, ByteLink wire) {
    return site.probes().stream()
        .filter(device -> device.bus().equals(bus.id()))
        .map(
            device ->
                new ProbeChannel(
                    device.id(), new Ds18b20Driver((SensorFolder) wire, device.sensor())))
        .toList();
  }
}
