package io.shelfkeeper.simulator.wires;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.FarEnd;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Makes the wire that a bus of the site file asks for. */
public final class Lines {
  private Lines() {}

  /**
   * Starts playing.
   *
   * @param nanos virtual time of the shop
   * @throws java.io.IOException if the wire cannot be made, with what to do
   */
  public static Line play(SiteFile.Bus bus, FarEnd farEnd, LongSupplier nanos)
      throws java.io.IOException {
    Wire wire =
        switch (bus.link()) {
          case SiteFile.Link.Serial serial ->
              new TerminalWire(Path.of(serial.path()), serial.baud());
          case SiteFile.Link.Tcp tcp -> new SocketWire(tcp.port());
        };
    Line line = new Line(bus.id(), wire, farEnd, nanos);
    line.start();
    return line;
  }
}
