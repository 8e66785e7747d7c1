package io.shelfkeeper.agent.core.permits;

/** One pulse of one lock. Nothing but a {@link Permit} makes one. */
public final class Actuation {
  private final Permit permit;

  Actuation(Permit permit) {
    this.permit = permit;
  }

  /** Id of the order that is carried out: 32 hexadecimal digits. */
  public String order() {
    return permit.order();
  }

  /** Index of the lock in the order of the site file. */
  public int lock() {
    return permit.lock();
  }
}
