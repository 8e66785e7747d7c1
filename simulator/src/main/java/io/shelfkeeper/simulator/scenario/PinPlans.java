package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.PinPlan;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.Wiring;
import io.shelfkeeper.simulator.pins.Hung;
import io.shelfkeeper.simulator.pins.WiredPin;
import io.shelfkeeper.simulator.world.Doors;
import java.util.ArrayList;
import java.util.List;

/** Reads a site file as a plan of what hangs at the pins of its machine. */
final class PinPlans {
  private PinPlans() {}

  /**
   * The pins of a bus, in the order of the file: of each board its inputs, then its outputs, and
   * then the signals.
   */
  static List<WiredPin> pins(SiteFile site, SiteFile.Bus bus, Doors doors) {
    List<WiredPin> pins = new ArrayList<>();
    for (SiteFile.Device device : site.devices()) {
      SiteFile.Board board = device.board();
      if (device.bus().equals(bus.id()) && board != null && board.pins() != null) {
        Wiring wiring = LockPlans.wiring(site, device.id(), board, doors);
        addBoard(new PinNames(site, device.id()), board.pins(), wiring, pins);
      }
    }
    for (SiteFile.Signal signal : site.signals()) {
      if (signal.bus().equals(bus.id())) {
        Hung lamp = new Hung.Load(signal.words(), doors.signal(signal.id()), signal.activeLow());
        pins.add(new WiredPin(signal.line(), lamp));
      }
    }
    return pins;
  }

  private static void addBoard(PinNames names, PinPlan plan, Wiring wiring, List<WiredPin> pins) {
    for (int input = 1; input <= plan.inputs().size(); input++) {
      pins.add(
          new WiredPin(
              plan.inputs().get(input - 1),
              new Hung.Switch(names.input(input), wiring.contact(input), plan.contactsToGround())));
    }
    for (int output = 1; output <= plan.outputs().size(); output++) {
      boolean activeLow = !plan.isLed(output) && plan.outputsActiveLow();
      pins.add(
          new WiredPin(
              plan.outputs().get(output - 1),
              new Hung.Load(names.output(output), wiring.coil(output), activeLow)));
    }
  }
}
