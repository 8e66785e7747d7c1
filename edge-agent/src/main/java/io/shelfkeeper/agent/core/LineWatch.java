package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Notices a bus with lock boards that has fallen silent without saying why: its thread hangs in a
 * port or a driver. A bus that works says something about its boards several times a second, also
 * when none of them answers. Counts looks, not time: a process that was stopped has not looked.
 */
final class LineWatch {
  static final String KIND = "silent";

  /** A second apart. The longest that a bus is ever busy with one board is half of it. */
  static final int LOOKS = 8;

  private final DoorsPlan plan;
  private final Doors doors;
  private final Faults faults;

  /** Looks since something was heard, of buses that are expected to speak. */
  private final Map<String, Integer> looks = new HashMap<>();

  LineWatch(DoorsPlan plan, Doors doors, Faults faults) {
    this.plan = plan;
    this.doors = doors;
    this.faults = faults;
  }

  /** A board was read, or was asked and did not answer. */
  void heard(int board, Moment now, Consumer<Fact> say) {
    String bus = word(plan.boards().get(board));
    looks.put(bus, 0);
    if (faults.isOpen(bus, KIND)) {
      faults.ended(now, bus, KIND, 1, say);
    }
  }

  /** A bus has said that it does not work: it is not expected to say more. */
  void failed(String device) {
    looks.remove(device);
  }

  /** To be called about every second. */
  void look(Moment now, Consumer<Fact> say) {
    for (String bus : looks.keySet().stream().sorted().toList()) {
      int silent = looks.merge(bus, 1, Integer::sum);
      if (silent == LOOKS) {
        faults.failed(now, trouble(bus), say);
        doors.deviceFailed(bus, now, say);
      }
    }
  }

  private static Trouble trouble(String bus) {
    return Trouble.of(
        bus,
        KIND,
        "Nothing has been heard of the lock boards of "
            + bus
            + " for "
            + LOOKS
            + " s, not even a fault: their doors are not known.",
        "Restart the agent; if it comes again, replace the adapter and report it with the log.");
  }

  private static String word(DoorsPlan.Board board) {
    return "bus/" + board.bus();
  }
}
