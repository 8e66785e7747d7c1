package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.wires.Pacer;
import io.shelfkeeper.simulator.wires.Port;
import io.shelfkeeper.simulator.wires.PtyPort;
import io.shelfkeeper.simulator.wires.TcpPort;
import io.shelfkeeper.simulator.wires.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A stage with real ports on all its buses. Opens all of them or none. */
public final class PlayedShop implements AutoCloseable {
  private final List<Wire> wires = new ArrayList<>();
  private @Nullable SensorThread sensors;

  /**
   * Opens the ports and begins to answer.
   *
   * @param nanos virtual time
   * @param log told one sentence for each change of a port
   * @throws IOException if a port cannot be had; the message says what to do
   */
  public static PlayedShop open(
      SiteFile site, Stage stage, LongSupplier nanos, Consumer<String> log) throws IOException {
    PlayedShop shop = new PlayedShop();
    try {
      for (SiteFile.Bus bus : site.buses()) {
        switch (bus.link()) {
          case SiteFile.Link.Serial serial -> shop.play(bus, stage, nanos, log);
          case SiteFile.Link.Tcp tcp -> shop.play(bus, stage, nanos, log);
          case SiteFile.Link.Pins pins when pins.arePlayed() -> shop.play(bus, stage, nanos, log);
          case SiteFile.Link.Pins pins ->
              log.accept(
                  "bus %s: the pins are the machine's own and are not played; pins://127.0.0.1:PORT is"
                      .formatted(bus.id()));
          case SiteFile.Link.I2c i2c when i2c.isPlayed() -> shop.play(bus, stage, nanos, log);
          case SiteFile.Link.I2c i2c ->
              log.accept(
                  "bus %s: this I2C is the machine's own and is not played; i2c://127.0.0.1:PORT is"
                      .formatted(bus.id()));
          case SiteFile.Link.Folder folder when Sensors.isPlayed(folder) -> {}
          case SiteFile.Link.Folder folder ->
              log.accept(
                  "bus %s: what is below /sys is the machine's own and is not played; folder:/tmp/… is"
                      .formatted(bus.id()));
        }
      }
      if (stage.hasSensors()) {
        shop.sensors = SensorThread.start(stage, nanos, log);
      }
      return shop;
    } catch (IOException e) {
      shop.close();
      throw e;
    }
  }

  private void play(SiteFile.Bus bus, Stage stage, LongSupplier nanos, Consumer<String> log)
      throws IOException {
    int baud = Plans.baud(bus);
    Pacer pacer = new Pacer(stage.farEnd(bus.id()), Plans.bitsPerByte(bus), baud);
    Wire wire =
        new Wire(
            bus.id(),
            port(bus),
            pacer,
            baud,
            nanos,
            () -> stage.on(bus.id(), Trouble.UNPLUGGED, nanos.getAsLong()),
            log);
    wire.start();
    wires.add(wire);
  }

  private static Port port(SiteFile.Bus bus) {
    return switch (bus.link()) {
      case SiteFile.Link.Serial serial -> new PtyPort(Path.of(serial.path()));
      case SiteFile.Link.Tcp tcp -> new TcpPort(tcp.host(), tcp.port());
      case SiteFile.Link.Pins pins -> new TcpPort(pins.host(), pins.port());
      case SiteFile.Link.I2c i2c -> new TcpPort(i2c.host(), i2c.port());
      case SiteFile.Link.Folder folder -> throw new IllegalArgumentException("files have no port");
    };
  }

  @Override
  public void close() {
    wires.forEach(Wire::close);
    wires.clear();
    SensorThread writing = sensors;
    sensors = null;
    if (writing != null) {
      writing.close();
    }
  }
}
