package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.doors.DoorState.Last;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All doors of the site and the case of this device. Tells what opened and shut, and what is an
 * alarm, each once; it moves nothing.
 *
 * <p>Remembers over restarts how each door was last seen. One that was shut and is found open was
 * forced meanwhile; whoever finds an order without outcome at a start calls {@link #released} for
 * its lock, so that its door may be open.
 */
public final class Doors {
  private static final int VERSION = 1;
  private static final int SAVED_MAX = 4096;

  /** No door can be called so. */
  private static final String CASE = "";

  private final DoorsPlan plan;
  private final List<Door> doors = new ArrayList<>();
  private final Map<Integer, Door> byLock = new HashMap<>();
  private final @Nullable Case deviceCase;
  private final Supplies supplies = new Supplies();
  private Map<String, Memory> saved = new HashMap<>();

  /** Whether anything was done since {@link #takeChanged}: it is asked after every sample. */
  private boolean touched;

  private record Memory(Last last, Raised raised) {
    private static Memory of(DoorState state) {
      return switch (state) {
        case DoorState.Unknown s -> new Memory(s.last(), s.raised());
        case DoorState.Shut s -> new Memory(Last.SHUT, Raised.NONE);
        case DoorState.Released s -> new Memory(Last.SHUT, Raised.NONE);
        case DoorState.Latching s -> new Memory(Last.SHUT, Raised.NONE);
        case DoorState.Open s -> new Memory(Last.OPEN, Raised.NONE);
        case DoorState.Alarmed s -> new Memory(Last.OPEN, s.raised());
        case DoorState.Calming s -> new Memory(Last.SHUT, s.raised());
      };
    }
  }

  public Doors(DoorsPlan plan) {
    this.plan = plan;
    for (DoorPlan door : plan.doors()) {
      Door made = new Door(door);
      doors.add(made);
      byLock.put(door.lock(), made);
    }
    deviceCase = plan.caseSwitch() == null ? null : new Case(plan.caseSwitch());
    saved = memories();
  }

  /** A board was read, or was asked and did not answer. */
  public void contacts(Moment now, Input.ContactsRead reading, Consumer<Fact> say, DoorNews news) {
    touched = true;
    for (Door door : doors) {
      door.read(now, reading, say, news);
    }
    if (deviceCase != null) {
      deviceCase.read(now, reading, say);
    }
  }

  /**
   * A device or bus does not work: what its boards saw is not known any more.
   *
   * @param device as in {@code DeviceFailed}; whatever is no lock board changes nothing
   */
  public void deviceFailed(String device, Moment now, Consumer<Fact> say) {
    for (int board = 0; board < plan.boards().size(); board++) {
      DoorsPlan.Board b = plan.boards().get(board);
      if (b.device().equals(device) || ("bus/" + b.bus()).equals(device)) {
        boardFailed(board, now, say);
      }
    }
  }

  /** A board is silent. Its doors are known again after two equal readings. */
  void boardFailed(int board, Moment now, Consumer<Fact> say) {
    touched = true;
    doors.forEach(door -> door.boardLost(board, now));
    if (deviceCase != null) {
      deviceCase.boardLost(board, now);
    }
    supplies.boardLost(now, board, say);
  }

  /**
   * A lock is about to be pulsed: an opening within 15 s is allowed, until the door is shut again.
   * To be called in the turn that wishes the pulse.
   */
  public void released(int lock, Moment now) {
    Door door = byLock.get(lock);
    if (door != null) {
      touched = true;
      door.released(now);
    }
  }

  /** An order for a lock was refused because its door is open already. */
  public void stoodOpen(int lock, Consumer<Fact> say) {
    Door door = byLock.get(lock);
    if (door != null) {
      door.stoodOpen(say);
    }
  }

  /** What became of a pulse. One that was certainly not made takes its leave back. */
  public void pulsed(Moment now, Input.Pulsed pulsed, Consumer<Fact> say) {
    Door door = byLock.get(pulsed.lock());
    if (door == null) {
      return;
    }
    if (pulsed.answer() == Input.PulseAnswer.NOT_SENT) {
      touched = true;
      door.stayed(now);
    }
    supplies.pulsed(now, door.plan(), pulsed.answer(), say);
  }

  /**
   * A pulse was made and the door did not open in time: an alarm, once until it opens.
   *
   * @param order id of the order that ends so
   */
  public void jammed(int lock, String order, Consumer<Fact> say) {
    Door door = byLock.get(lock);
    if (door != null) {
      door.jammed(order, say);
    }
  }

  /** Time has passed; to be called about every second. */
  public void tick(Moment now, Consumer<Fact> say) {
    touched = true;
    doors.forEach(door -> door.tick(now, say));
    if (deviceCase != null) {
      deviceCase.tick(now);
    }
  }

  /** How the door of a lock stands. */
  public DoorView state(int lock) {
    Door door = byLock.get(lock);
    return door == null ? DoorView.UNKNOWN : door.view();
  }

  /** Whether the door of a lock is shut and was seen to be so from one moment to the other. */
  public boolean stayedShut(int lock, long fromNanos, long toNanos) {
    Door door = byLock.get(lock);
    return door != null && door.stayedShut(fromNanos, toNanos);
  }

  /** Whether anything sees the door of a lock. */
  public boolean hasSensor(int lock) {
    Door door = byLock.get(lock);
    return door != null && door.hasSensor();
  }

  /** How many there are, numbered in the order of the site file. */
  public int count() {
    return doors.size();
  }

  /** The number of a door by its id, -1 if there is no such. */
  public int number(String id) {
    return plan.doors().stream().map(DoorPlan::door).toList().indexOf(id);
  }

  /** Whether a door is open, or opening it now would be no alarm. */
  public boolean isFree(int number, Moment now) {
    return doors.get(number).state().isFree(now.nanos());
  }

  /** Which alarm of a door stands. */
  public Raised raised(int number) {
    return doors.get(number).state().raised();
  }

  /** Which alarm of the case stands. */
  public Raised raisedOfCase() {
    return deviceCase == null ? Raised.NONE : deviceCase.state().raised();
  }

  /** For people. */
  public List<Status.Door> list() {
    List<Status.Door> list = new ArrayList<>();
    for (Door door : doors) {
      list.add(
          new Status.Door(
              door.plan().door(),
              door.plan().lockId(),
              door.view().word(),
              door.state().raised().word()));
    }
    return list;
  }

  /** Whether {@link #memory} has to be written again. */
  public boolean takeChanged() {
    if (!touched) {
      return false;
    }
    touched = false;
    Map<String, Memory> now = memories();
    boolean changed = !now.equals(saved);
    saved = now;
    return changed;
  }

  private Map<String, Memory> memories() {
    Map<String, Memory> memories = new HashMap<>();
    doors.forEach(door -> memories.put(door.plan().door(), Memory.of(door.state())));
    if (deviceCase != null) {
      memories.put(CASE, Memory.of(deviceCase.state()));
    }
    return memories;
  }

  /** How each door was last seen, for {@link #restore}. */
  public byte[] memory() {
    Map<String, Memory> memories = memories();
    StateWriter writer = new StateWriter(VERSION).number(memories.size());
    memories.forEach(
        (id, memory) ->
            writer.text(id).number(memory.last.ordinal()).number(memory.raised.ordinal()));
    return writer.bytes();
  }

  /**
   * Takes up what was known before a restart.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  public void restore(byte[] memory) {
    StateReader reader = new StateReader(memory, VERSION);
    Map<String, Memory> found = new HashMap<>();
    for (int left = reader.count(SAVED_MAX); left > 0; left--) {
      String id = reader.text();
      Last last = Last.values()[reader.count(Last.values().length - 1)];
      found.put(id, new Memory(last, Raised.values()[reader.count(Raised.values().length - 1)]));
    }
    for (Door door : doors) {
      Memory was = found.get(door.plan().door());
      if (was != null) {
        door.restore(was.last, was.raised);
      }
    }
    Memory ofCase = found.get(CASE);
    if (deviceCase != null && ofCase != null) {
      deviceCase.restore(ofCase.last, ofCase.raised);
    }
    saved = memories();
  }
}
