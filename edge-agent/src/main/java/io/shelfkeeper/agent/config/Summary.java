package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.signals.SignalKind;
import java.util.ArrayList;
import java.util.List;

/** A site file in a few lines, for people who want to see that the right one was read. */
public final class Summary {
  private Summary() {}

  /** One line a thing, each starting with a sentence and going on with {@code key=value}. */
  public static List<String> lines(SiteFile site) {
    List<String> lines = new ArrayList<>();
    lines.add("Site. site=%s device=%s".formatted(site.site(), site.device()));
    SiteFile.Broker broker = site.broker();
    lines.add(
        "Broker. url=%s://%s:%d rows_end_with=%s"
            .formatted(
                broker.tls() ? "mqtts" : "mqtt",
                broker.host(),
                broker.port(),
                broker.delivery() == SiteFile.Delivery.BACKEND ? "backend" : "broker"));
    for (SiteFile.Bus bus : site.buses()) {
      lines.add(bus(site, bus));
    }
    SiteFile.Intake intake = site.intake();
    if (intake != null) {
      String place =
          intake.path().isEmpty()
              ? "tcp://" + intake.host() + ":" + intake.port()
              : "unix:" + intake.path();
      lines.add("Intake. listen=%s class=%s".formatted(place, intake.kind().word()));
    }
    lines.add(
        "Shop. fixtures=%d bays=%d cells=%d products=%d"
            .formatted(
                site.fixtures().size(),
                site.bays().size(),
                site.cells().size(),
                site.products().size()));
    if (!site.locks().all().isEmpty()) {
      lines.add(
          "Locks. locks=%d doors=%d boards=%d pulses_per_minute_max=%d"
              .formatted(
                  site.locks().all().size(),
                  site.fixtures().stream().mapToInt(fixture -> fixture.doors().size()).sum(),
                  site.lockBoards().size(),
                  site.locks().pulsesPerMinuteMax()));
    }
    if (!site.signals().isEmpty()) {
      lines.add(
          "Signals. lamps=%d lights=%d buzzers=%d"
              .formatted(
                  count(site, SignalKind.LAMP),
                  count(site, SignalKind.LIGHT),
                  count(site, SignalKind.BUZZER)));
    }
    SiteFile.Prices prices = site.prices();
    if (prices != null) {
      lines.add(
          "Prices. currency=%s prices=%d"
              .formatted(prices.currency().code(), prices.list().size()));
    }
    return lines;
  }

  private static long count(SiteFile site, SignalKind kind) {
    return site.signals().stream().filter(signal -> signal.plan().kind() == kind).count();
  }

  private static String bus(SiteFile site, SiteFile.Bus bus) {
    List<SiteFile.Device> own =
        site.devices().stream().filter(device -> device.bus().equals(bus.id())).toList();
    String line = "Bus. bus=%s devices=%d".formatted(bus.id(), own.size());
    return switch (bus.link()) {
      case SiteFile.Link.Serial serial ->
          line
              + " port=%s baud=%d parity=%s stop=%d busy_percent=%.0f"
                  .formatted(
                      serial.path(),
                      serial.baud(),
                      serial.parity(),
                      serial.stopBits(),
                      100 * WireTime.share(serial, own));
      case SiteFile.Link.Tcp tcp -> line + " host=%s port=%d".formatted(tcp.host(), tcp.port());
      case SiteFile.Link.Pins pins ->
          line + (pins.arePlayed() ? " pins_played_at_port=" + pins.port() : " pins");
      case SiteFile.Link.I2c i2c ->
          line + (i2c.isPlayed() ? " i2c_played_at_port=" + i2c.port() : " i2c=" + i2c.bus());
      case SiteFile.Link.Folder folder -> line + " folder=" + folder.path();
    };
  }
}
