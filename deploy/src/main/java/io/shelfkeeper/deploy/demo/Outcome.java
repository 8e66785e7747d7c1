package io.shelfkeeper.deploy.demo;

/**
 * What a device said of an order.
 *
 * @param order empty in a refusal of what is not authentic
 * @param what such as {@code confirmed}, {@code failed jammed}, {@code refused stale}
 * @param repeated whether it answers a repeat of the order
 * @param atMillis when the backend had it
 */
public record Outcome(String order, String what, boolean repeated, long atMillis) {
  /** Whether the device says that it moved nothing. */
  boolean isRefused() {
    return what.startsWith("refused ");
  }

  /** Fewest pulses that it stands for. */
  int pulsesMin() {
    boolean open = what.equals("unknown restarted") || what.equals("unknown no_answer");
    return open ? 0 : pulsesMax();
  }

  /** Most pulses that it stands for. */
  int pulsesMax() {
    return isRefused() || what.equals("failed not_moved") ? 0 : 1;
  }
}
