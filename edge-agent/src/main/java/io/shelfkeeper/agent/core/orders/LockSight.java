package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;

/**
 * What is seen of the doors behind the locks, and what is told to whoever watches them. A lock is
 * named by its index in the order of the site file.
 */
public interface LockSight {
  /** Whether a contact sees if it is open. */
  boolean hasContact(int lock);

  boolean isOpen(int lock);

  /**
   * Shut, and seen to be so all the while from one moment to the other. Not the opposite of open:
   * nothing may be known.
   */
  boolean stayedShut(int lock, long fromNanos, long toNanos);

  /** A pulse may come at any moment, or may have come before a restart: nobody forces the door. */
  void released(int lock, Moment now, Consumer<Fact> say);

  /** An order was refused because the door is open already. */
  void stoodOpen(int lock, Consumer<Fact> say);

  /** The pulse was made and the door has not opened in time. */
  void jammed(int lock, String order, Consumer<Fact> say);
}
