package io.shelfkeeper.simulator.world;

import io.shelfkeeper.simulator.world.DoorEvent.Cause;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One door with its latch and the latch's coil. Never opens of itself. */
final class Door implements Coil {
  /** A coil that is on for less does not withdraw the bolt. */
  static final long PULL_NANOS = 60_000_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final DoorPlan plan;
  private final Consumer<DoorEvent> truth;
  private boolean latched = true;
  private boolean open;
  private boolean jammed;
  private @Nullable Boolean stuckOpen;
  private long releasedAt = NEVER;
  private long coilFrom;
  private long coilUntil;

  Door(DoorPlan plan, Consumer<DoorEvent> truth) {
    this.plan = plan;
    this.truth = truth;
  }

  @Override
  public void energise(long fromNanos, long untilNanos) {
    truth.accept(new DoorEvent.Pulse(plan.lock(), fromNanos, untilNanos));
    // A second pulse while one runs makes one longer pulse of both.
    coilFrom = fromNanos < coilUntil ? coilFrom : fromNanos;
    coilUntil = untilNanos;
    if (!jammed && pulled() < untilNanos) {
      releasedAt = Math.min(releasedAt, pulled());
    }
  }

  @Override
  public void cut(long nanos) {
    if (nanos < coilUntil) {
      coilUntil = nanos;
      releasedAt = releasedAt > nanos ? NEVER : releasedAt;
      truth.accept(new DoorEvent.Cut(plan.lock(), nanos));
    }
  }

  private long pulled() {
    return coilFrom + PULL_NANOS;
  }

  /** What the latch's own contact says; wrong if it is stuck. */
  boolean seemsOpen(long nanos) {
    return stuckOpen == null ? !latched || releasedAt <= nanos : stuckOpen;
  }

  boolean leafOpen(long nanos) {
    return open || plan.sprung() && releasedAt <= nanos;
  }

  void openByHand(long nanos) throws CannotDo {
    settle(nanos);
    if (open) {
      throw new CannotDo("Door " + plan.door() + " is open", "Shut it first");
    }
    if (latched) {
      throw new CannotDo("Door " + plan.door() + " is locked", "Wait for its pulse, or force it");
    }
    move(true, Cause.HAND, nanos);
  }

  void force(long nanos) throws CannotDo {
    settle(nanos);
    if (open) {
      throw new CannotDo("Door " + plan.door() + " is open", "Shut it first");
    }
    latched = false;
    move(true, Cause.FORCE, nanos);
  }

  /** The latch snaps in; a door that was released and never opened can be pushed shut, too. */
  void shut(long nanos) throws CannotDo {
    settle(nanos);
    if (nanos < coilUntil) {
      throw new CannotDo(
          "The latch of door " + plan.door() + " is withdrawn at this moment", "Try again");
    }
    if (latched) {
      throw new CannotDo("Door " + plan.door() + " is shut", "Open it first");
    }
    latched = true;
    if (open) {
      move(false, Cause.HAND, nanos);
    }
  }

  void jam(boolean on, long nanos) {
    settle(nanos);
    jammed = on;
    releasedAt = on ? NEVER : releasedAt;
  }

  /**
   * @param asOpen what its contact says from now on, null for the truth
   */
  void stick(@Nullable Boolean asOpen) {
    stuckOpen = asOpen;
  }

  /** Lets happen what the latch has done by then. */
  void settle(long nanos) {
    if (releasedAt > nanos) {
      return;
    }
    long when = releasedAt;
    releasedAt = NEVER;
    latched = false;
    if (plan.sprung() && !open) {
      move(true, Cause.SPRING, when);
    }
  }

  DoorState state() {
    return new DoorState(plan.door(), plan.lock(), open, latched, jammed);
  }

  private void move(boolean toOpen, Cause by, long nanos) {
    open = toOpen;
    truth.accept(new DoorEvent.Moved(plan.door(), open, by, nanos));
  }
}
