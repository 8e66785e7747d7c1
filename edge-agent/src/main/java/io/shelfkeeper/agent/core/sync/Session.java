package io.shelfkeeper.agent.core.sync;

import java.util.function.LongSupplier;

/**
 * How far the conversation with the backend has come. Never touches a connection: a step returns
 * the next state and one wish, and what was started answers with the attempt it belongs to.
 *
 * <p>The whole table; what is not in it changes nothing:
 *
 * <pre>
 * Offline    + Due       -> Connecting : CONNECT
 * Offline    + Stop      -> Closed     : NOTHING
 * Connecting + Due       -> Offline    : DISCONNECT
 * Connecting + Connected -> Greeting   : GREET
 * Connecting + Lost      -> Offline    : NOTHING
 * Connecting + Stop      -> Closed     : DISCONNECT
 * Greeting   + Due       -> Greeting   : GREET
 * Greeting   + Lost      -> Offline    : NOTHING
 * Greeting   + Deaf      -> Offline    : DISCONNECT
 * Greeting   + Answered  -> Comparing  : COMPARE
 * Greeting   + Stop      -> Closed     : DISCONNECT
 * Comparing  + Lost      -> Offline    : NOTHING
 * Comparing  + Deaf      -> Offline    : DISCONNECT
 * Comparing  + Compared  -> Online     : OPEN
 * Comparing  + Misfit    -> Greeting   : GREET
 * Comparing  + Stop      -> Closed     : DISCONNECT
 * Online     + Lost      -> Offline    : NOTHING
 * Online     + Deaf      -> Offline    : DISCONNECT
 * Online     + Doubt     -> Greeting   : GREET
 * Online     + Misfit    -> Greeting   : GREET
 * Online     + Stop      -> Closed     : DISCONNECT
 * </pre>
 */
public sealed interface Session {
  /** A connection that lasted this long was a good one: the next failure counts as the first. */
  long STABLE_NANOS = 30_000_000_000L;

  /** No answer to a connect for this long is a failure, whatever the library says. */
  long CONNECT_NANOS = 60_000_000_000L;

  /** First interval of the question for the watermarks; it doubles up to two minutes. */
  long ASK_NANOS = 5_000_000_000L;

  /** Number of the newest attempt to connect, 0 before the first. */
  long attempt();

  /**
   * @param failures tries in a row that failed
   * @param untilNanos when to try again
   */
  record Offline(long attempt, int failures, long untilNanos) implements Session {}

  record Connecting(long attempt, int failures, long sinceNanos) implements Session {}

  /**
   * Connected and waiting for the watermarks; no row may go.
   *
   * @param session random name of this greeting, which the answer has to name
   * @param asked how often the question was sent
   * @param askNanos when to ask again
   */
  record Greeting(
      long attempt, int failures, long sinceNanos, String session, int asked, long askNanos)
      implements Session {}

  /** The watermarks are here; ids that are not in memory are looked up in the journal. */
  record Comparing(long attempt, int failures, long sinceNanos) implements Session {}

  record Online(long attempt, int failures, long sinceNanos) implements Session {}

  /** The agent ends. */
  record Closed(long attempt) implements Session {}

  /** What may happen to a session. */
  sealed interface Happening {
    /** The time that the state waits for has come. */
    record Due() implements Happening {}

    record Connected(long attempt) implements Happening {}

    /**
     * @param code MQTT 5 reason code, -1 if there was none
     */
    record Lost(long attempt, int code) implements Happening {}

    /** The connection takes messages and never answers. */
    record Deaf() implements Happening {}

    record Answered(String session) implements Happening {}

    /** The backend does not acknowledge what is sent again and again, or has less than before. */
    record Doubt() implements Happening {}

    record Compared() implements Happening {}

    /** The watermarks do not fit this journal; a new incarnation was started. */
    record Misfit() implements Happening {}

    record Stop() implements Happening {}
  }

  /** What a step asks for; the data is in the states. */
  enum Wish {
    NOTHING,
    CONNECT,
    GREET,
    COMPARE,
    OPEN,
    DISCONNECT
  }

  record Step(Session next, Wish wish) {}

  /** The state at a start: a short wait, because a district may get its power back at once. */
  static Session first(long nowNanos, LongSupplier random) {
    return new Offline(0, 0, nowNanos + Backoff.delayNanos(0, random.getAsLong()));
  }

  /** When the state wants to hear {@code Due}, {@code Long.MAX_VALUE} for never. */
  default long dueNanos() {
    return switch (this) {
      case Offline s -> s.untilNanos;
      case Connecting s -> s.sinceNanos + CONNECT_NANOS;
      case Greeting s -> s.askNanos;
      case Comparing s -> Long.MAX_VALUE;
      case Online s -> Long.MAX_VALUE;
      case Closed s -> Long.MAX_VALUE;
    };
  }

  /** One step. An answer to an older attempt or greeting changes nothing. */
  default Step step(Happening happening, long nowNanos, LongSupplier random) {
    SessionSteps now = new SessionSteps(nowNanos, random);
    return switch (new Meeting(this, happening)) {
      case Meeting(Offline s, Happening.Due h) when nowNanos >= s.untilNanos ->
          new Step(new Connecting(s.attempt + 1, s.failures, nowNanos), Wish.CONNECT);
      case Meeting(Offline s, Happening.Stop h) -> new Step(new Closed(s.attempt), Wish.NOTHING);
      case Meeting(Offline s, Happening h) -> new Step(s, Wish.NOTHING);

      case Meeting(Connecting s, Happening.Due h) when nowNanos >= dueNanos() ->
          new Step(now.offline(s.attempt, s.failures + 1), Wish.DISCONNECT);
      case Meeting(Connecting s, Happening.Connected h) when h.attempt() == s.attempt ->
          now.greet(s.attempt, s.failures, nowNanos);
      case Meeting(Connecting s, Happening.Lost h) when h.attempt() == s.attempt ->
          now.lost(s.attempt, s.failures + 1, h.code());
      case Meeting(Connecting s, Happening.Stop h) ->
          new Step(new Closed(s.attempt), Wish.DISCONNECT);
      case Meeting(Connecting s, Happening h) -> new Step(s, Wish.NOTHING);

      case Meeting(Greeting s, Happening.Due h) when nowNanos >= s.askNanos -> now.ask(s);
      case Meeting(Greeting s, Happening.Lost h) when h.attempt() == s.attempt ->
          now.lost(s.attempt, now.failures(s.failures, s.sinceNanos), h.code());
      case Meeting(Greeting s, Happening.Deaf h) ->
          new Step(now.offline(s.attempt, s.failures + 1), Wish.DISCONNECT);
      case Meeting(Greeting s, Happening.Answered h) when h.session().equals(s.session) ->
          new Step(new Comparing(s.attempt, s.failures, s.sinceNanos), Wish.COMPARE);
      case Meeting(Greeting s, Happening.Stop h) ->
          new Step(new Closed(s.attempt), Wish.DISCONNECT);
      case Meeting(Greeting s, Happening h) -> new Step(s, Wish.NOTHING);

      case Meeting(Comparing s, Happening.Lost h) when h.attempt() == s.attempt ->
          now.lost(s.attempt, now.failures(s.failures, s.sinceNanos), h.code());
      case Meeting(Comparing s, Happening.Deaf h) ->
          new Step(now.offline(s.attempt, s.failures + 1), Wish.DISCONNECT);
      case Meeting(Comparing s, Happening.Compared h) ->
          new Step(new Online(s.attempt, s.failures, s.sinceNanos), Wish.OPEN);
      case Meeting(Comparing s, Happening.Misfit h) ->
          now.again(s.attempt, s.failures, s.sinceNanos);
      case Meeting(Comparing s, Happening.Stop h) ->
          new Step(new Closed(s.attempt), Wish.DISCONNECT);
      case Meeting(Comparing s, Happening h) -> new Step(s, Wish.NOTHING);

      case Meeting(Online s, Happening.Lost h) when h.attempt() == s.attempt ->
          now.lost(s.attempt, now.failuresOfOpen(s.failures, s.sinceNanos, h.code()), h.code());
      case Meeting(Online s, Happening.Deaf h) ->
          new Step(now.offline(s.attempt, s.failures + 1), Wish.DISCONNECT);
      case Meeting(Online s, Happening.Doubt h) -> now.greet(s.attempt, s.failures, s.sinceNanos);
      case Meeting(Online s, Happening.Misfit h) -> now.again(s.attempt, s.failures, s.sinceNanos);
      case Meeting(Online s, Happening.Stop h) -> new Step(new Closed(s.attempt), Wish.DISCONNECT);
      case Meeting(Online s, Happening h) -> new Step(s, Wish.NOTHING);

      case Meeting(Closed s, Happening h) -> new Step(s, Wish.NOTHING);
    };
  }

  /** A state and what happens to it, to switch over both at once. */
  record Meeting(Session state, Happening happening) {}
}
