package io.shelfkeeper.simulator.pins;

/**
 * A pin that is used.
 *
 * @param name of a line as the agent asks for it, or {@code led:NAME}
 */
public record WiredPin(String name, Hung hung) {
  static final String LED = "led:";

  /** Whether the kernel drives it. */
  boolean isLed() {
    return name.startsWith(LED);
  }
}
