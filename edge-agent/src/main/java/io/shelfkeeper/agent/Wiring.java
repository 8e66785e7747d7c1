package io.shelfkeeper.agent;

import io.shelfkeeper.agent.broker.BrokerSettings;
import io.shelfkeeper.agent.broker.payload.Inventory;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.devices.BusSetup;
import io.shelfkeeper.agent.devices.ScaleChannel;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.serial.SerialLink;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterDriver;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the words of a site file to the parts that speak with the outside. A new device is a new
 * folder among the drivers and one line here.
 */
final class Wiring {
  private Wiring() {}

  static List<BusSetup> buses(SiteFile site) {
    List<BusSetup> setups = new ArrayList<>();
    for (SiteFile.Bus bus : site.buses()) {
      List<ScaleChannel> scales = new ArrayList<>();
      for (SiteFile.Device device : site.devices()) {
        if (device.bus().equals(bus.id()) && !device.cell().isEmpty()) {
          scales.add(scale(site, bus, device));
        }
      }
      setups.add(new BusSetup(bus.id(), link(bus.link()), scales));
    }
    return setups;
  }

  private static ScaleChannel scale(SiteFile site, SiteFile.Bus bus, SiteFile.Device device) {
    RtuTiming timing = timing(bus.link());
    return new ScaleChannel(
        device.id(),
        site.cells().indexOf(device.cell()),
        (long) (1e9 / device.samplesPerSecond()),
        link -> driver(device, link, timing));
  }

  private static Scale driver(SiteFile.Device device, ByteLink link, RtuTiming timing) {
    return switch (device.model()) {
      case "rs485-transmitter" -> new TransmitterDriver(link, timing, device.address());
      default ->
          throw new IllegalArgumentException(
              "no driver weighs with the model " + device.model() + " of " + device.id());
    };
  }

  private static ByteLink link(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Serial s ->
          new SerialLink(s.path(), s.baud(), s.parity(), s.stopBits());
      case SiteFile.Link.Tcp t -> new TcpLink(t.host(), t.port());
    };
  }

  private static RtuTiming timing(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Serial s -> RtuTiming.at(s.baud());
      case SiteFile.Link.Tcp t -> RtuTiming.overNetwork();
    };
  }

  /**
   * @param folder where the site file lies: its key files are found from there
   */
  static BrokerSettings broker(SiteFile site, Path folder) {
    SiteFile.Broker broker = site.broker();
    SiteFile.Tls files = broker.files();
    BrokerSettings.@Nullable Tls tls =
        files == null
            ? null
            : new BrokerSettings.Tls(
                folder.resolve(files.authorities()),
                in(folder, files.keyStore()),
                in(folder, files.keyStorePassword()),
                in(folder, files.certificate()),
                in(folder, files.key()));
    return BrokerSettings.of(broker.host(), broker.port(), tls, site.site(), site.device());
  }

  private static @Nullable Path in(Path folder, @Nullable String file) {
    return file == null ? null : folder.resolve(file);
  }

  static Inventory inventory(SiteFile site) {
    return new Inventory(
        site.buses().stream()
            .map(
                bus ->
                    new Inventory.Bus(
                        bus.id(), bus.link() instanceof SiteFile.Link.Serial ? "serial" : "tcp"))
            .toList(),
        site.devices().stream()
            .map(
                device ->
                    new Inventory.Device(
                        device.id(),
                        device.model(),
                        device.bus(),
                        device.address(),
                        device.cell()))
            .toList());
  }

  static Map<String, String> gtins(SiteFile site) {
    Map<String, String> gtins = new HashMap<>();
    site.products().forEach(product -> gtins.put(product.sku(), product.gtin()));
    return gtins;
  }
}
