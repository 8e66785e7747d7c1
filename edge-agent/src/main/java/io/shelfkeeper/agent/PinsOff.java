package io.shelfkeeper.agent;

import io.shelfkeeper.agent.cli.OutputSwitch;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.doctor.LinkMaker;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardDriver;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardSetup;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes every lock and signal at the machine's own pins, which makes it inactive, and gives it
 * back. On a machine that keeps its outputs they stay so.
 */
final class PinsOff implements OutputSwitch {
  private final LinkMaker links;

  PinsOff(LinkMaker links) {
    this.links = links;
  }

  @Override
  public List<String> off(SiteFile site) {
    List<String> left = new ArrayList<>();
    for (SiteFile.Bus bus : site.buses()) {
      ByteLink wire = links.link(bus.link());
      if (wire instanceof Pins pins) {
        try (wire) {
          wire.open();
          locks(site, bus, pins, left);
          signals(site, bus, pins, left);
        } catch (DeviceFault fault) {
          left.add(fault.sentences());
        }
      }
    }
    return left;
  }

  private static void locks(SiteFile site, SiteFile.Bus bus, Pins pins, List<String> left) {
    for (SiteFile.Device device : site.lockBoards()) {
      if (device.bus().equals(bus.id()) && LockWiring.board(device).pins() != null) {
        // Inputs are in nobody's way, and nothing is pulsed: no consent is needed.
        List<PinBoardSetup.Output> outputs = PinWiring.setup(device).outputs();
        PinBoardSetup setup = new PinBoardSetup(List.of(), outputs, true);
        each(() -> new PinBoardDriver(pins, setup, System::nanoTime).allOff(), left);
      }
    }
  }

  private static void signals(SiteFile site, SiteFile.Bus bus, Pins pins, List<String> left) {
    for (SiteFile.Signal signal : site.signals()) {
      if (signal.bus().equals(bus.id())) {
        each(() -> pins.lines().output(SignalWiring.output(signal)).close(), left);
      }
    }
  }

  private interface Act {
    void run() throws DeviceFault;
  }

  /** One that fails does not keep the others on. */
  private static void each(Act act, List<String> left) {
    try {
      act.run();
    } catch (DeviceFault fault) {
      left.add(fault.sentences());
    }
  }
}
