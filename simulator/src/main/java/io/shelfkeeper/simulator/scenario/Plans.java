package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.Line;
import io.shelfkeeper.simulator.models.LineDevice;
import io.shelfkeeper.simulator.models.Transmitter;
import io.shelfkeeper.simulator.models.TroubledCell;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.sensors.Bridge;
import io.shelfkeeper.simulator.world.BayPlan;
import io.shelfkeeper.simulator.world.Conversions;
import io.shelfkeeper.simulator.world.Dice;
import io.shelfkeeper.simulator.world.Doors;
import io.shelfkeeper.simulator.world.Goods;
import io.shelfkeeper.simulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Reads a site file as a plan of goods and of far ends. */
final class Plans {
  /** A gateway hides the rate of its line; its devices are played at the fastest usual one. */
  static final int GATEWAY_BAUD = 115_200;

  /** Two programs of one machine: no wire that takes time. */
  private static final int OWN_BAUD = 1_000_000_000;

  private static final double BARE_CELL_GRAMS = 400;

  private Plans() {}

  static List<BayPlan> bays(SiteFile site) {
    List<BayPlan> plans = new ArrayList<>();
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Bay bay : fixture.bays()) {
        List<BayPlan.Stock> stock =
            bay.products().stream()
                .map(planned -> new BayPlan.Stock(goods(site, planned.sku()), planned.count()))
                .toList();
        plans.add(new BayPlan(fixture.id(), bay.id(), bay.cells(), stock));
      }
    }
    return plans;
  }

  static Line line(
      SiteFile site,
      SiteFile.Bus bus,
      World world,
      Doors doors,
      TagPlans tags,
      Troubles troubles,
      Dice dice) {
    List<LineDevice> devices = new ArrayList<>();
    for (SiteFile.Device device : site.devices()) {
      SiteFile.Board board = device.board();
      if (device.bus().equals(bus.id())) {
        SiteFile.Station station = device.station();
        devices.add(
            board != null
                ? LockPlans.board(site, device, board, baud(bus), doors, troubles)
                : station != null
                    ? tags.station(site, device, station, troubles)
                    : device(device, baud(bus), world, troubles));
      }
    }
    return new Line(bus.id(), devices, bitsPerByte(bus), troubles, dice);
  }

  static int baud(SiteFile.Bus bus) {
    return switch (bus.link()) {
      case SiteFile.Link.Serial serial -> serial.baud();
      case SiteFile.Link.Tcp tcp -> GATEWAY_BAUD;
      case SiteFile.Link.Pins pins -> OWN_BAUD;
      case SiteFile.Link.I2c i2c -> OWN_BAUD;
      case SiteFile.Link.Folder folder -> OWN_BAUD;
    };
  }

  /** Start bit, 8 data bits, parity, stop bits. */
  static int bitsPerByte(SiteFile.Bus bus) {
    return bus.link() instanceof SiteFile.Link.Serial serial
        ? 9 + (serial.parity() == 'N' ? 0 : 1) + serial.stopBits()
        : 10;
  }

  private static LineDevice device(
      SiteFile.Device device, int baud, World world, Troubles troubles) {
    return switch (device.model()) {
      case "rs485-transmitter" -> {
        Conversions cell = world.cell(device.cell());
        Conversions seen = cell == null ? Conversions.fixed(BARE_CELL_GRAMS) : cell;
        yield new Transmitter(device.id(), device.address(), baud, seen, troubles);
      }
      default ->
          throw new IllegalArgumentException(
              "Device %s: nothing plays the model %s yet.".formatted(device.id(), device.model()));
    };
  }

  /** A cell with its troubles, as a converter of 24 bits sees it. */
  static Bridge bridge(
      SiteFile.Device device, SiteFile.Bridge printed, World world, Troubles troubles) {
    Conversions own = world.cell(device.cell());
    Conversions seen = own == null ? Conversions.fixed(BARE_CELL_GRAMS) : own;
    TroubledCell cell = new TroubledCell(device.id(), seen, troubles);
    return Bridge.of(cell, printed.capacityGrams(), printed.millivoltsPerVolt());
  }

  private static Goods goods(SiteFile site, String sku) {
    return site.products().stream()
        .filter(product -> product.sku().equals(sku))
        .map(product -> new Goods(product.sku(), product.grams(), product.spread()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no product " + sku));
  }
}
