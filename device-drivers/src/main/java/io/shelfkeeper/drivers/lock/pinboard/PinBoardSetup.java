package io.shelfkeeper.drivers.lock.pinboard;

import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.OutputSetup;
import java.util.List;

/**
 * What hangs on the pins of a machine.
 *
 * @param inputs active while their contact is closed; at most 64
 * @param outputs one for each lock
 * @param riskAccepted the owner has stated in writing that a coil on a bare line may stay energised
 *     when this program dies
 */
public record PinBoardSetup(List<InputSetup> inputs, List<Output> outputs, boolean riskAccepted) {
  private static final int INPUTS_MAX = 64;

  /** What drives a coil. */
  public sealed interface Output {

    /** A line that this program times itself. */
    record Line(OutputSetup setup) implements Output {}

    /**
     * A pin that the kernel times.
     *
     * @param name of its LED
     */
    record Led(String name) implements Output {}
  }

  public PinBoardSetup {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.size() > INPUTS_MAX) {
      throw new IllegalArgumentException(inputs.size() + " inputs");
    }
  }
}
