package io.shelfkeeper.agent;

import io.shelfkeeper.agent.config.PinPlan;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardSetup;
import java.util.ArrayList;
import java.util.List;

/** Puts the lines of a site file into the words of their driver. */
final class PinWiring {
  private static final int MICROS_PER_MILLI = 1_000;

  private PinWiring() {}

  static PinBoardSetup setup(SiteFile.Device device) {
    PinPlan plan = LockWiring.board(device).pins();
    if (plan == null) {
      throw new IllegalArgumentException(device.id() + " has no pins");
    }
    InputSetup.Bias bias = plan.contactsToGround() ? InputSetup.Bias.UP : InputSetup.Bias.DOWN;
    List<InputSetup> inputs =
        plan.inputs().stream()
            .map(
                line ->
                    new InputSetup(
                        LineName.of(line),
                        plan.contactsToGround(),
                        bias,
                        plan.debounceMillis() * MICROS_PER_MILLI))
            .toList();
    List<PinBoardSetup.Output> outputs = new ArrayList<>();
    for (int output = 1; output <= plan.outputs().size(); output++) {
      outputs.add(
          plan.isLed(output)
              ? new PinBoardSetup.Output.Led(plan.led(output))
              : new PinBoardSetup.Output.Line(
                  new OutputSetup(
                      LineName.of(plan.outputs().get(output - 1)),
                      plan.outputsActiveLow(),
                      false)));
    }
    return new PinBoardSetup(inputs, outputs, !plan.riskAccepted().isEmpty());
  }
}
