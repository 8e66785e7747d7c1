package io.shelfkeeper.agent;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.devices.SignalChannel;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.signal.pinsignals.PinSignal;
import io.shelfkeeper.drivers.signal.pinsignals.PinSignalsDriver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the driver to the signals of a site file. */
final class SignalWiring {
  private static final int MILLIS_PER_SECOND = 1_000;

  private SignalWiring() {}

  /**
   * What plays the signals of a bus, or null.
   *
   * @param wire of the bus, which pins are taken of
   */
  static @Nullable SignalChannel channel(SiteFile site, SiteFile.Bus bus, ByteLink wire) {
    for (SiteFile.Device device : site.devices()) {
      if (device.bus().equals(bus.id()) && device.model().equals(Model.PIN_SIGNALS.word())) {
        return channel(site, device, wire);
      }
    }
    return null;
  }

  private static SignalChannel channel(SiteFile site, SiteFile.Device device, ByteLink wire) {
    List<Integer> numbers = new ArrayList<>();
    List<PinSignal> lines = new ArrayList<>();
    for (int signal = 0; signal < site.signals().size(); signal++) {
      SiteFile.Signal own = site.signals().get(signal);
      if (own.plan().device().equals(device.id())) {
        numbers.add(signal);
        lines.add(new PinSignal(output(own), own.plan().soundSeconds() * MILLIS_PER_SECOND));
      }
    }
    return new SignalChannel(
        device.id(), numbers, nanos -> new PinSignalsDriver((Pins) wire, lines, nanos));
  }

  static OutputSetup output(SiteFile.Signal signal) {
    return new OutputSetup(LineName.of(signal.line()), signal.activeLow(), false);
  }
}
