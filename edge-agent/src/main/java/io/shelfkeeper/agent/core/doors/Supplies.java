package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Watches what pulses do to the boards. No board here can measure its supply, so this is the rule:
 * a pulse to which the board did not answer, or after which it was reported silent within five
 * seconds, drew the supply down; two such in a row on one supply are an alarm, once until a pulse
 * goes well. A bad line can look the same, and the message says so.
 */
final class Supplies {
  static final int DROPS = 2;

  /** Three polls must be missed before a board is reported. */
  static final long AFTER_NANOS = 5 * Moment.NANOS_PER_SECOND;

  private final Map<String, Supply> supplies = new HashMap<>();

  private static final class Supply {
    private int board;
    private long pulsedNanos;
    private boolean pulsed;
    private boolean dropped;
    private int drops;

    private void drop(String name, Consumer<Fact> say) {
      dropped = true;
      drops++;
      if (drops == DROPS) {
        say.accept(new Fact.SupplyLow(name, drops));
      }
    }
  }

  /** A pulse was made, or perhaps. */
  void pulsed(Moment now, DoorPlan door, Input.PulseAnswer answer, Consumer<Fact> say) {
    if (answer == Input.PulseAnswer.NOT_SENT) {
      return;
    }
    Supply supply = supplies.computeIfAbsent(door.supply(), name -> new Supply());
    supply.drops = supply.dropped ? supply.drops : 0;
    supply.dropped = false;
    supply.pulsed = true;
    supply.board = door.board();
    supply.pulsedNanos = now.nanos();
    if (answer == Input.PulseAnswer.UNANSWERED) {
      supply.drop(door.supply(), say);
    }
  }

  void boardLost(Moment now, int board, Consumer<Fact> say) {
    supplies.forEach(
        (name, supply) -> {
          boolean soon = now.nanos() - supply.pulsedNanos < AFTER_NANOS;
          if (supply.pulsed && supply.board == board && soon && !supply.dropped) {
            supply.drop(name, say);
          }
        });
  }
}
