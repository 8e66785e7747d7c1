package io.shelfkeeper.agent.config;

import java.util.List;

/**
 * What hangs on the machine's own pins. A line is its name, or {@code CHIP/LINE} with the label or
 * file of its chip and its name or number; an output may also be {@code led:NAME}, a pin that the
 * kernel pulses.
 *
 * @param inputs the contacts, input 1 first; at most 64
 * @param outputs the locks, output 1 first
 * @param contactsToGround whether a closed contact pulls to ground (and the pin up), or to 3.3 V
 * @param debounceMillis a level counts when it has lasted so long
 * @param outputsActiveLow whether a low level energises a coil
 * @param riskAccepted what the owner wrote about coils on bare lines, empty if nothing
 */
public record PinPlan(
    List<String> inputs,
    List<String> outputs,
    boolean contactsToGround,
    int debounceMillis,
    boolean outputsActiveLow,
    String riskAccepted) {
  private static final String LED = "led:";

  public PinPlan {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Whether the kernel ends the pulses of an output. */
  public boolean isLed(int output) {
    return outputs.get(output - 1).startsWith(LED);
  }

  /** The name of an LED among the outputs. */
  public String led(int output) {
    return outputs.get(output - 1).substring(LED.length());
  }
}
