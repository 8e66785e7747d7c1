package io.shelfkeeper.agent.core.permits;

/** Pulses for tests of what comes behind the gate. */
public final class Pulses {
  private Pulses() {}

  public static Actuation of(String order, int lock) {
    return new Permit(order, lock).actuation();
  }
}
