package io.shelfkeeper.simulator.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The physical truth of all doors of one shop, and of the case of its computer. Used by one thread
 * at a time, with times that never go back.
 */
public final class Doors {
  private final Map<String, Door> doors = new LinkedHashMap<>();
  private final Map<String, Door> byLock = new LinkedHashMap<>();
  private final Consumer<DoorEvent> truth;
  private boolean caseOpen;

  /**
   * @param truth told of pulses when they begin, and of doors before a board can have said it
   */
  public Doors(List<DoorPlan> plans, Consumer<DoorEvent> truth) {
    this.truth = truth;
    for (DoorPlan plan : plans) {
      Door door = new Door(plan, truth);
      doors.put(plan.door(), door);
      byLock.put(plan.lock(), door);
    }
  }

  /** The coil of a lock; of one that holds no door, one that moves nothing. */
  public Coil coil(String lock) {
    Door door = byLock.get(lock);
    return door == null ? Coil.NONE : door;
  }

  /** A lamp, light or buzzer: moves nothing, and everybody sees or hears it. */
  public Coil signal(String id) {
    return new Coil() {
      @Override
      public void energise(long fromNanos, long untilNanos) {
        truth.accept(new DoorEvent.Signal(id, true, fromNanos));
      }

      @Override
      public void cut(long nanos) {
        truth.accept(new DoorEvent.Signal(id, false, nanos));
      }
    };
  }

  /** The contact in a lock. */
  public Contact feedback(String lock, boolean closedWhenShut) {
    Door door = byLock.get(lock);
    return door == null ? Contact.NONE : nanos -> door.seemsOpen(nanos) != closedWhenShut;
  }

  /** A contact at the leaf of a door. */
  public Contact leaf(String id, boolean closedWhenShut) {
    Door door = doors.get(id);
    return door == null ? Contact.NONE : nanos -> door.leafOpen(nanos) != closedWhenShut;
  }

  /** The switch in the case of the computer. */
  public Contact caseSwitch(boolean closedWhenShut) {
    return _ -> caseOpen != closedWhenShut;
  }

  /** A hand opens a door whose latch has let go. */
  public void open(String door, long nanos) throws CannotDo {
    door(door).openByHand(nanos);
  }

  public void shut(String door, long nanos) throws CannotDo {
    door(door).shut(nanos);
  }

  /** Somebody opens a door without asking. */
  public void force(String door, long nanos) throws CannotDo {
    door(door).force(nanos);
  }

  /** Whether pulses move its latch. */
  public void jam(String door, boolean on, long nanos) throws CannotDo {
    door(door).jam(on, nanos);
  }

  /**
   * @param asOpen what the contact in its lock says for ever, null for the truth
   */
  public void stick(String door, @Nullable Boolean asOpen) throws CannotDo {
    door(door).stick(asOpen);
  }

  /** Somebody opens the case of the computer, or shuts it. */
  public void tamper(boolean open) {
    caseOpen = open;
  }

  public boolean caseOpen() {
    return caseOpen;
  }

  /** Lets happen what coils have done by then. */
  public void settle(long nanos) {
    doors.values().forEach(door -> door.settle(nanos));
  }

  /** All doors in the order of the plan. */
  public List<DoorState> states(long nanos) {
    settle(nanos);
    return doors.values().stream().map(Door::state).toList();
  }

  private Door door(String id) throws CannotDo {
    Door door = doors.get(id);
    if (door == null) {
      throw new CannotDo("No door " + id + " in this shop", "Name one of these: " + doors.keySet());
    }
    return door;
  }
}
