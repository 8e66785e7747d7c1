package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Outcome;
import java.util.Objects;

/** Says an outcome to machines and to people. Never says more than is known. */
final class OutcomeText {
  private OutcomeText() {}

  /**
   * @param state a final one
   * @param detail what the board said about it, may be empty
   */
  static Fact.OrderDone of(String order, String target, ReleaseState state, String detail) {
    Outcome outcome = Objects.requireNonNull(state.outcome());
    return new Fact.OrderDone(
        order, target, outcome, state.why(), check(target, state, detail), false);
  }

  private static String check(String target, ReleaseState state, String detail) {
    return switch (state) {
      case JAMMED ->
          "The pulse was made and the door of "
              + target
              + " stayed shut. Look whether something holds it or the latch is stuck.";
      case NOT_MOVED -> detail.isEmpty() ? "Look at the board of " + target + "." : detail;
      case NO_ANSWER ->
          (detail.isEmpty() ? "The board of " + target + " did not answer." : detail)
              + " Look whether its door is open.";
      case NOT_SEEN ->
          "The contact of " + target + " was not read all the while. Look at its door.";
      case RESTARTED -> "The agent ended before it was known. Look whether the door is open.";
      case CONFIRMED, ASSUMED, PULSING, OPENED_EARLY, WATCHING, DOUBTING -> "";
    };
  }
}
