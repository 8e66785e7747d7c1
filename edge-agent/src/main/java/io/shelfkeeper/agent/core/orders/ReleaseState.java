package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How far one burned order has come. Never goes back, and never from one outcome to another.
 *
 * <p>The whole table; what is not in it changes nothing:
 *
 * <pre>
 * PULSING      + MADE         -> WATCHING
 * PULSING      + MADE_BLIND   -> ASSUMED
 * PULSING      + SILENT       -> DOUBTING
 * PULSING      + SILENT_BLIND -> NO_ANSWER
 * PULSING      + NOT_SENT     -> NOT_MOVED
 * PULSING      + OPENED       -> OPENED_EARLY
 * PULSING      + LATE_SHUT    -> NO_ANSWER
 * PULSING      + LATE_OPEN    -> NO_ANSWER
 * PULSING      + LATE_UNKNOWN -> NO_ANSWER
 * PULSING      + START        -> RESTARTED
 * OPENED_EARLY + MADE         -> CONFIRMED
 * OPENED_EARLY + SILENT       -> CONFIRMED
 * OPENED_EARLY + NOT_SENT     -> NOT_MOVED
 * OPENED_EARLY + LATE_SHUT    -> NO_ANSWER
 * OPENED_EARLY + LATE_OPEN    -> NO_ANSWER
 * OPENED_EARLY + LATE_UNKNOWN -> NO_ANSWER
 * OPENED_EARLY + START        -> RESTARTED
 * WATCHING     + OPENED       -> CONFIRMED
 * WATCHING     + LATE_SHUT    -> JAMMED
 * WATCHING     + LATE_OPEN    -> CONFIRMED
 * WATCHING     + LATE_UNKNOWN -> NOT_SEEN
 * WATCHING     + START        -> RESTARTED
 * DOUBTING     + OPENED       -> CONFIRMED
 * DOUBTING     + LATE_SHUT    -> NO_ANSWER
 * DOUBTING     + LATE_OPEN    -> CONFIRMED
 * DOUBTING     + LATE_UNKNOWN -> NO_ANSWER
 * DOUBTING     + START        -> RESTARTED
 * </pre>
 */
enum ReleaseState {
  /** Burned and handed to the board; what came of it is not known. */
  PULSING(null, ""),
  /** The door was seen open before the board had said anything. */
  OPENED_EARLY(null, ""),
  /** The pulse was made; the door has its time to open. */
  WATCHING(null, ""),
  /** The board has not answered; the door alone can tell. */
  DOUBTING(null, ""),

  CONFIRMED(Outcome.CONFIRMED, ""),
  ASSUMED(Outcome.ASSUMED, ""),
  JAMMED(Outcome.FAILED, "jammed"),
  NOT_MOVED(Outcome.FAILED, "not_moved"),
  NO_ANSWER(Outcome.UNKNOWN, "no_answer"),
  NOT_SEEN(Outcome.UNKNOWN, "not_seen"),
  RESTARTED(Outcome.UNKNOWN, "restarted");

  private final @Nullable Outcome outcome;
  private final String why;

  ReleaseState(@Nullable Outcome outcome, String why) {
    this.outcome = outcome;
    this.why = why;
  }

  /** What may happen to a release. */
  enum Happening {
    /** The board made the pulse, and a contact sees the door. */
    MADE,
    /** The board made the pulse, and nothing sees the door. */
    MADE_BLIND,
    /** The board did not answer; a contact sees the door. */
    SILENT,
    /** The board did not answer, and nothing sees the door. */
    SILENT_BLIND,
    /** It is certain that nothing moved. */
    NOT_SENT,
    /** The contact says open. */
    OPENED,
    /** The time is up, and the door has been shut all the while. */
    LATE_SHUT,
    /** The time is up, and the door is open. */
    LATE_OPEN,
    /** The time is up, and nobody can say how the door is, or was in between. */
    LATE_UNKNOWN,
    /** The agent was started anew. */
    START
  }

  /** Null until the end. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  /** The word of the contract, empty where the outcome says it all. */
  String why() {
    return why;
  }

  boolean isFinal() {
    return outcome != null;
  }

  ReleaseState after(Happening happening) {
    return switch (this) {
      case PULSING ->
          switch (happening) {
            case MADE -> WATCHING;
            case MADE_BLIND -> ASSUMED;
            case SILENT -> DOUBTING;
            case SILENT_BLIND -> NO_ANSWER;
            case NOT_SENT -> NOT_MOVED;
            case OPENED -> OPENED_EARLY;
            case LATE_SHUT, LATE_OPEN, LATE_UNKNOWN -> NO_ANSWER;
            case START -> RESTARTED;
          };
      case OPENED_EARLY ->
          switch (happening) {
            case MADE, SILENT -> CONFIRMED;
            case MADE_BLIND, SILENT_BLIND, OPENED -> this;
            // A hand was faster than the board: the order has moved nothing.
            case NOT_SENT -> NOT_MOVED;
            case LATE_SHUT, LATE_OPEN, LATE_UNKNOWN -> NO_ANSWER;
            case START -> RESTARTED;
          };
      case WATCHING ->
          switch (happening) {
            case OPENED, LATE_OPEN -> CONFIRMED;
            case LATE_SHUT -> JAMMED;
            case LATE_UNKNOWN -> NOT_SEEN;
            case START -> RESTARTED;
            case MADE, MADE_BLIND, SILENT, SILENT_BLIND, NOT_SENT -> this;
          };
      case DOUBTING ->
          switch (happening) {
            case OPENED, LATE_OPEN -> CONFIRMED;
            // Shut now is not proof: who does not answer may have moved, and a door can fall shut.
            case LATE_SHUT, LATE_UNKNOWN -> NO_ANSWER;
            case START -> RESTARTED;
            case MADE, MADE_BLIND, SILENT, SILENT_BLIND, NOT_SENT -> this;
          };
      case CONFIRMED, ASSUMED, JAMMED, NOT_MOVED, NO_ANSWER, NOT_SEEN, RESTARTED -> this;
    };
  }
}
