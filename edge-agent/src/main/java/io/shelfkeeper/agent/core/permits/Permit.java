package io.shelfkeeper.agent.core.permits;

/**
 * Leave to move one lock once, because of one order. Only the gate of this package makes one, and
 * it exists only while the burn of its order is being written down.
 */
public final class Permit {
  private final String order;
  private final int lock;

  Permit(String order, int lock) {
    this.order = order;
    this.lock = lock;
  }

  public String order() {
    return order;
  }

  /** Index of the lock in the order of the site file. */
  public int lock() {
    return lock;
  }

  /** The movement that this permit allows. */
  public Actuation actuation() {
    return new Actuation(this);
  }
}
