package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.doors.DoorView;
import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.orders.LockSight;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;

/** The doors as orders see them. Adds nothing to what the doors know. */
record DoorSight(Doors doors) implements LockSight {
  @Override
  public boolean hasContact(int lock) {
    return doors.hasSensor(lock);
  }

  @Override
  public boolean isOpen(int lock) {
    return doors.state(lock) == DoorView.OPEN;
  }

  @Override
  public boolean stayedShut(int lock, long fromNanos, long toNanos) {
    return doors.stayedShut(lock, fromNanos, toNanos);
  }

  @Override
  public void released(int lock, Moment now, Consumer<Fact> say) {
    doors.released(lock, now);
  }

  @Override
  public void stoodOpen(int lock, Consumer<Fact> say) {
    doors.stoodOpen(lock, say);
  }

  @Override
  public void jammed(int lock, String order, Consumer<Fact> say) {
    doors.jammed(lock, order, say);
  }
}
