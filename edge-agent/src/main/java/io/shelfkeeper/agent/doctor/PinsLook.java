package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.PinPlan;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.Pins;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the machine's own pins. Inputs are read; outputs are looked at and not taken, because
 * taking one drives it.
 *
 * @param bus the site file's id
 * @param link opens and closes the pins
 * @param doors names what the contacts see
 * @param signals all of the site
 */
record PinsLook(
    String bus, ByteLink link, Pins pins, DoorWords doors, List<SiteFile.Signal> signals) {

  List<WiringRow> rows(List<SiteFile.Device> own) {
    List<WiringRow> rows = new ArrayList<>();
    try (link) {
      link.open();
      for (SiteFile.Device device : own) {
        rows.addAll(device.board() == null ? signals(device) : board(device));
      }
    } catch (DeviceFault fault) {
      rows.add(row("", fault));
    }
    return rows;
  }

  /** A row for each line that is not as it should be, and one for the board. */
  private List<WiringRow> board(SiteFile.Device device) throws DeviceFault {
    List<WiringRow> rows = new ArrayList<>();
    SiteFile.Board board = device.board();
    PinPlan plan = board == null ? null : board.pins();
    if (plan == null) {
      throw new IllegalStateException(device.id() + " has no pins");
    }
    boolean kept = false;
    for (int output = 1; output <= plan.outputs().size(); output++) {
      try {
        if (plan.isLed(output)) {
          pins.checkLed(plan.led(output));
        } else {
          LineName line = LineName.of(plan.outputs().get(output - 1));
          kept |= !pins.letsGoOf(line);
          pins.lines().check(line);
        }
      } catch (DeviceFault fault) {
        rows.add(row(device.id(), fault));
      }
    }
    if (kept && plan.riskAccepted().isEmpty()) {
      rows.add(
          new WiringRow(
              bus,
              link.where(),
              0,
              device.id(),
              "",
              "this machine keeps an output as it is when the agent dies",
              Verdict.WRONG_SETUP,
              "dtparam=strict_gpiod in config.txt and a pull-"
                  + (plan.outputsActiveLow() ? "up" : "down")
                  + " at the coil, an LED with the trigger oneshot, or risk_accepted in the site"
                  + " file."));
    }
    inputs(device, plan, rows);
    return rows;
  }

  /** A row for each line that is not as it should be, and one if all are. */
  private List<WiringRow> signals(SiteFile.Device device) throws DeviceFault {
    List<WiringRow> rows = new ArrayList<>();
    int count = 0;
    for (SiteFile.Signal signal : signals) {
      if (signal.plan().device().equals(device.id())) {
        count++;
        try {
          pins.lines().check(LineName.of(signal.line()));
        } catch (DeviceFault fault) {
          rows.add(row(device.id(), fault));
        }
      }
    }
    if (rows.isEmpty()) {
      String found = "lines of %d signals are there; none was switched".formatted(count);
      rows.add(new WiringRow(bus, link.where(), 0, device.id(), "", found, Verdict.GOOD, ""));
    }
    return rows;
  }

  private void inputs(SiteFile.Device device, PinPlan plan, List<WiringRow> rows) {
    long closed = 0;
    for (int input = 0; input < plan.inputs().size(); input++) {
      try (InputLine line = pins.lines().input(setup(plan, input), () -> {})) {
        closed |= line.isActive() ? 1L << input : 0;
      } catch (DeviceFault fault) {
        rows.add(row(device.id(), fault));
      }
    }
    if (rows.isEmpty()) {
      DeviceLook.Found found =
          doors.found("pins", device, new Contacts(plan.inputs().size(), closed));
      rows.add(
          new WiringRow(
              bus,
              link.where(),
              0,
              device.id(),
              "",
              found.text(),
              found.verdict(),
              found.advice()));
    }
  }

  private static InputSetup setup(PinPlan plan, int input) {
    return new InputSetup(
        LineName.of(plan.inputs().get(input)),
        plan.contactsToGround(),
        plan.contactsToGround() ? InputSetup.Bias.UP : InputSetup.Bias.DOWN,
        0);
  }

  private WiringRow row(String device, DeviceFault fault) {
    return new WiringRow(
        bus, link.where(), 0, device, "", fault.what(), Verdict.of(fault.kind()), fault.check());
  }
}
