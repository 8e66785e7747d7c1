package io.shelfkeeper.agent;

import io.shelfkeeper.agent.broker.BrokerSettings;
import io.shelfkeeper.agent.broker.payload.Identity;
import io.shelfkeeper.agent.broker.payload.Inventory;
import io.shelfkeeper.agent.broker.payload.JsonPayloads;
import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.audit.DeviceKey;
import io.shelfkeeper.agent.devices.BusSetup;
import io.shelfkeeper.agent.devices.ScaleChannel;
import io.shelfkeeper.agent.devices.StationChannel;
import io.shelfkeeper.agent.journal.ReceiptFile;
import io.shelfkeeper.agent.local.IntakeSettings;
import io.shelfkeeper.agent.ports.Entropy;
import io.shelfkeeper.agent.ports.Notices;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.SensorFolder;
import io.shelfkeeper.drivers.link.far.FarChips;
import io.shelfkeeper.drivers.link.far.FarPins;
import io.shelfkeeper.drivers.link.folder.FolderWire;
import io.shelfkeeper.drivers.link.pi4j.I2cWire;
import io.shelfkeeper.drivers.link.pi4j.PinWire;
import io.shelfkeeper.drivers.link.serial.SerialLink;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterDriver;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts links and drivers to the buses of a site file: the one line per device that a new one needs.
 */
final class Wiring {
  private static final double NANOS_PER_SECOND = 1e9;

  private Wiring() {}

  /** One setup per bus, in the order of the file. */
  static List<BusSetup> buses(SiteFile site, StationChannel.Drawer drawer) {
    List<String> cells = site.cells();
    List<BusSetup> setups = new ArrayList<>();
    for (SiteFile.Bus bus : site.buses()) {
      ByteLink link = link(bus.link());
      List<ScaleChannel> scales = new ArrayList<>();
      for (SiteFile.Device device : site.scales()) {
        if (device.bus().equals(bus.id())) {
          scales.add(channel(device, cells.indexOf(device.cell()), bus.link(), link));
        }
      }
      StationChannel station = TagWiring.station(site, bus, drawer);
      setups.add(
          new BusSetup(
              bus.id(),
              link,
              scales,
              SensorWiring.probes(site, bus, link),
              LockWiring.boards(site, bus, link),
              station,
              SignalWiring.channel(site, bus, link)));
    }
    return setups;
  }

  private static ScaleChannel channel(
      SiteFile.Device device, int cell, SiteFile.Link line, ByteLink wire) {
    long periodNanos = Math.round(NANOS_PER_SECOND / device.samplesPerSecond());
    return new ScaleChannel(device.id(), cell, periodNanos, driver(device, line, wire));
  }

  private static Function<ByteLink, Scale> driver(
      SiteFile.Device device, SiteFile.Link line, ByteLink wire) {
    Model model = Model.of(device.model()).orElseThrow();
    return switch (model) {
      case RS485_TRANSMITTER -> link -> new TransmitterDriver(link, timing(line), device.address());
      case NAU7802 -> link -> SensorWiring.nau7802(device, (I2cLink) wire);
      case HX711 -> link -> SensorWiring.hx711(device, (SensorFolder) wire);
      case DS18B20, LOCK_8A, MODBUS_RELAY, PIN_BOARD, PIN_SIGNALS, OEPL_NODE, WAVESHARE_43 ->
          throw new IllegalArgumentException(model.word() + " is no scale");
    };
  }

  static RtuTiming timing(SiteFile.Link line) {
    return switch (line) {
      case SiteFile.Link.Serial serial -> RtuTiming.at(serial.baud());
      case SiteFile.Link.Tcp tcp -> RtuTiming.overNetwork();
      case SiteFile.Link.Pins pins -> throw new IllegalArgumentException("pins carry no frames");
      case SiteFile.Link.I2c i2c -> throw new IllegalArgumentException("I2C carries no frames");
      case SiteFile.Link.Folder folder ->
          throw new IllegalArgumentException("files carry no frames");
    };
  }

  static ByteLink link(SiteFile.Link line) {
    return switch (line) {
      case SiteFile.Link.Serial serial ->
          new SerialLink(serial.path(), serial.baud(), serial.parity(), serial.stopBits());
      case SiteFile.Link.Tcp tcp -> new TcpLink(tcp.host(), tcp.port());
      case SiteFile.Link.Pins pins ->
          pins.arePlayed()
              ? new FarPins(new TcpLink(pins.host(), pins.port()), System::nanoTime)
              : new PinWire(Path.of("/"));
      case SiteFile.Link.I2c i2c ->
          i2c.isPlayed()
              ? new FarChips(new TcpLink(i2c.host(), i2c.port()), System::nanoTime)
              : new I2cWire(i2c.bus());
      case SiteFile.Link.Folder folder -> new FolderWire(Path.of(folder.path()));
    };
  }

  static JsonPayloads payloads(SiteFile site, Build build, Entropy entropy, DeviceKey key) {
    String life = HexFormat.of().toHexDigits(entropy.nextLong());
    Identity identity =
        new Identity(
            site.site(), site.device(), build.version(), Runtime.version().toString(), life);
    return new JsonPayloads(identity, inventory(site), gtins(site), key::publicKey);
  }

  /** GTIN of each product that is sold, empty where it has none. */
  static Map<String, String> gtins(SiteFile site) {
    Map<String, String> gtins = new HashMap<>();
    site.products().forEach(product -> gtins.put(product.sku(), product.gtin()));
    return gtins;
  }

  private static Inventory inventory(SiteFile site) {
    return new Inventory(
        site.buses().stream().map(bus -> new Inventory.Bus(bus.id(), word(bus.link()))).toList(),
        site.devices().stream()
            .map(
                device ->
                    new Inventory.Device(
                        device.id(), device.model(), device.bus(), device.address(), device.cell()))
            .toList());
  }

  private static String word(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Serial serial -> "serial";
      case SiteFile.Link.Tcp tcp -> "tcp";
      case SiteFile.Link.Pins pins -> "pins";
      case SiteFile.Link.I2c i2c -> "i2c";
      case SiteFile.Link.Folder folder -> "folder";
    };
  }

  /**
   * @param folder where the site file is: its own paths start there
   */
  static BrokerSettings broker(SiteFile site, Path folder) {
    SiteFile.Broker broker = site.broker();
    SiteFile.Tls files = broker.files();
    BrokerSettings.Tls tls =
        files == null
            ? null
            : new BrokerSettings.Tls(
                folder.resolve(files.authorities()),
                path(folder, files.keyStore()),
                path(folder, files.keyStorePassword()),
                path(folder, files.certificate()),
                path(folder, files.key()));
    BrokerSettings.Limits limits =
        brokerEndsRows(site)
            ? BrokerSettings.Limits.BROKER_ENDS_ROWS
            : BrokerSettings.Limits.FOR_A_REAL_NETWORK;
    return BrokerSettings.of(broker.host(), broker.port(), tls, site.site(), site.device(), limits);
  }

  /** The file for receipts, where somebody needs them. */
  static @Nullable ReceiptFile receipts(SiteFile site, Path data, Notices notices) {
    return brokerEndsRows(site) ? new ReceiptFile(data, notices) : null;
  }

  private static boolean brokerEndsRows(SiteFile site) {
    return site.broker().delivery() == SiteFile.Delivery.BROKER;
  }

  static IntakeSettings intake(SiteFile.Intake intake) {
    SocketAddress address =
        intake.path().isEmpty()
            ? new InetSocketAddress(intake.host(), intake.port())
            : UnixDomainSocketAddress.of(intake.path());
    return new IntakeSettings(address, intake.kind(), intake.telemetryMillis());
  }

  private static @Nullable Path path(Path folder, @Nullable String name) {
    return name == null ? null : folder.resolve(name);
  }
}
