package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Transmitter;
import io.shelfkeeper.simulator.models.TransmitterBus;
import io.shelfkeeper.simulator.wires.Line;
import io.shelfkeeper.simulator.wires.Lines;
import io.shelfkeeper.simulator.world.Shop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A whole shop, played: the world, and a far end on every bus of the site file. */
public final class Stage implements AutoCloseable {
  private final Shop shop;
  private final LongSupplier nanos;
  private final Map<String, TransmitterBus> buses = new LinkedHashMap<>();
  private final Map<String, Line> lines = new LinkedHashMap<>();

  /**
   * @param nanos virtual time of the shop, from 0
   */
  public Stage(SiteFile site, Shop shop, LongSupplier nanos) {
    this.shop = shop;
    this.nanos = nanos;
    for (SiteFile.Bus bus : site.buses()) {
      buses.put(bus.id(), new TransmitterBus(devices(site, bus)));
    }
  }

  private List<Transmitter> devices(SiteFile site, SiteFile.Bus bus) {
    List<Transmitter> devices = new ArrayList<>();
    for (SiteFile.Device device : site.devices()) {
      if (!device.bus().equals(bus.id())) {
        continue;
      }
      if (!device.model().equals("rs485-transmitter")) {
        throw new IllegalArgumentException(
            "device " + device.id() + ": the simulator has no far end for the model "
                + device.model());
      }
      devices.add(
          new Transmitter(
              device.id(), device.address(), at -> shop.grams(device.cell(), at)));
    }
    return devices;
  }

  /**
   * Makes all wires and answers on them.
   *
   * @throws IOException if a wire cannot be made; those made before are taken down again
   */
  public void open(List<SiteFile.Bus> wanted) throws IOException {
    try {
      for (SiteFile.Bus bus : wanted) {
        FarEnd farEnd = bus(bus.id());
        lines.put(bus.id(), Lines.play(bus, farEnd, nanos));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  public Shop shop() {
    return shop;
  }

  public long now() {
    return nanos.getAsLong();
  }

  TransmitterBus bus(String id) {
    TransmitterBus bus = buses.get(id);
    if (bus == null) {
      throw new IllegalArgumentException(
          "no bus " + id + " in the site file; it has " + String.join(", ", buses.keySet()));
    }
    return bus;
  }

  Line line(String id) {
    bus(id);
    Line line = lines.get(id);
    if (line == null) {
      throw new IllegalStateException("bus " + id + " is not played");
    }
    return line;
  }

  Iterable<Line> lines() {
    return lines.values();
  }

  Iterable<TransmitterBus> allBuses() {
    return buses.values();
  }

  TransmitterBus busOf(String device) {
    return buses.values().stream()
        .filter(bus -> bus.device(device).isPresent())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no device " + device + " in the site file"));
  }

  @Override
  public void close() {
    lines.values().forEach(Line::close);
    lines.clear();
  }
}
