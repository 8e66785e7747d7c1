package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * How one door stands, and whether it may. Never forgives an opening that nobody was given leave
 * for, and never says the same alarm twice: an alarm stands until the door has been shut for ten
 * seconds.
 *
 * <p>In the table {@code F} and {@code H} mark that the alarm of a forced or held door stands, and
 * {@code w} a release while nothing sees the door. {@code Waits} is after everything has run out.
 *
 * <pre>
 * Unknown never    + Opens    -> Open             : FOUND_OPEN
 * Unknown never    + Shuts    -> Shut             : NOTHING
 * Unknown never    + Frees    -> Unknown never w  : NOTHING
 * Unknown shut     + Opens    -> Alarmed F        : FORCED
 * Unknown shut     + Shuts    -> Shut             : NOTHING
 * Unknown shut     + Frees    -> Unknown shut w   : NOTHING
 * Unknown shut w   + Opens    -> Open             : OPENED
 * Unknown shut w   + Shuts    -> Released         : NOTHING
 * Unknown shut w   + Frees    -> Unknown shut w   : NOTHING
 * Unknown shut w   + Stays    -> Unknown shut     : NOTHING
 * Unknown shut F   + Opens    -> Alarmed F        : FORCED_AGAIN
 * Unknown shut F   + Shuts    -> Calming F        : NOTHING
 * Unknown shut F   + Frees    -> Unknown shut w F : NOTHING
 * Unknown open     + Opens    -> Open             : NOTHING
 * Unknown open     + Shuts    -> Shut             : SHUT
 * Unknown open     + Frees    -> Unknown open w   : NOTHING
 * Unknown open F   + Opens    -> Alarmed F        : NOTHING
 * Unknown open F   + Shuts    -> Calming F        : SHUT
 * Unknown open F   + Frees    -> Unknown open w F : NOTHING
 * Shut             + Opens    -> Alarmed F        : FORCED
 * Shut             + Vanishes -> Unknown shut     : NOTHING
 * Shut             + Frees    -> Released         : NOTHING
 * Released         + Opens    -> Open             : OPENED
 * Released         + Vanishes -> Unknown shut w   : NOTHING
 * Released         + Frees    -> Released         : NOTHING
 * Released         + Stays    -> Shut             : NOTHING
 * Released         + Waits    -> Shut             : NOTHING
 * Open             + Shuts    -> Latching         : SHUT
 * Open             + Vanishes -> Unknown open     : NOTHING
 * Open             + Waits    -> Alarmed H        : HELD
 * Latching         + Opens    -> Open             : OPENED
 * Latching         + Vanishes -> Unknown shut w   : NOTHING
 * Latching         + Frees    -> Released         : NOTHING
 * Latching         + Waits    -> Shut             : NOTHING
 * Latching H       + Opens    -> Alarmed H        : OPENED
 * Latching H       + Vanishes -> Unknown shut w H : NOTHING
 * Latching H       + Frees    -> Released         : NOTHING
 * Latching H       + Waits    -> Calming H        : NOTHING
 * Alarmed F        + Shuts    -> Calming F        : SHUT
 * Alarmed F        + Vanishes -> Unknown open F   : NOTHING
 * Alarmed H        + Shuts    -> Latching H       : SHUT
 * Alarmed H        + Vanishes -> Unknown open H   : NOTHING
 * Calming F        + Opens    -> Alarmed F        : FORCED_AGAIN
 * Calming F        + Vanishes -> Unknown shut F   : NOTHING
 * Calming F        + Frees    -> Released         : NOTHING
 * Calming F        + Waits    -> Shut             : NOTHING
 * Calming H        + Opens    -> Alarmed F        : FORCED
 * Calming H        + Vanishes -> Unknown shut H   : NOTHING
 * Calming H        + Frees    -> Released         : NOTHING
 * Calming H        + Waits    -> Shut             : NOTHING
 * </pre>
 */
sealed interface DoorState {
  /** So long after a release an opening belongs to it. */
  long WINDOW_NANOS = 15 * Moment.NANOS_PER_SECOND;

  /** A door that springs back within this time had not fallen into its lock. */
  long LATCH_NANOS = Moment.NANOS_PER_SECOND;

  /** An alarm is over when the door has been shut so long. */
  long CALM_NANOS = 10 * Moment.NANOS_PER_SECOND;

  /** What is known of the time before nothing was known. */
  enum Last {
    NEVER,
    SHUT,
    OPEN
  }

  /** What is to be told. */
  enum Word {
    NOTHING,
    /** It opened after a release. */
    OPENED,
    /** It is open, and nobody knows since when. */
    FOUND_OPEN,
    /** It opened without a release: an alarm. */
    FORCED,
    /** It opened without a release again, while the alarm stands. */
    FORCED_AGAIN,
    /** It has been open for too long: an alarm. */
    HELD,
    SHUT
  }

  record Step(DoorState next, Word word) {}

  /**
   * Not seen since the start or since its board was lost.
   *
   * @param window whether a release was made meanwhile, and until when an opening belongs to it
   * @param openNanos since when it was open before; {@code NEVER} if that was in another process or
   *     it was not open
   */
  record Unknown(Last last, Raised raised, boolean window, long untilNanos, long openNanos)
      implements DoorState {
    static final long NEVER = Long.MIN_VALUE;

    Unknown(Last last, Raised raised, boolean window, long untilNanos) {
      this(last, raised, window, untilNanos, NEVER);
    }

    /** A board that comes and goes must not postpone the alarm of a door left open. */
    private long openSince(long now) {
      return openNanos == NEVER ? now : openNanos;
    }
  }

  record Shut() implements DoorState {}

  /** Shut, and about to open. */
  record Released(long untilNanos) implements DoorState {}

  record Open(long sinceNanos) implements DoorState {}

  /** Shut just now, after an opening that was allowed: it may spring back. */
  record Latching(Raised raised, long untilNanos) implements DoorState {}

  /** Open, and the alarm is told. */
  record Alarmed(Raised raised) implements DoorState {}

  /** Shut again, while the alarm stands. */
  record Calming(Raised raised, long untilNanos) implements DoorState {}

  /** What can happen to it. */
  sealed interface Happening {
    record Opens() implements Happening {}

    record Shuts() implements Happening {}

    /** Nothing sees it any more. */
    record Vanishes() implements Happening {}

    /** Its lock is pulsed now. */
    record Frees() implements Happening {}

    /** It is certain that the pulse was not made. */
    record Stays() implements Happening {}

    /** Time has passed. */
    record Waits() implements Happening {}
  }

  /**
   * @param heldNanos open for longer than this is an alarm
   */
  default Step step(Happening happening, long now, long heldNanos) {
    return switch (happening) {
      case Happening.Opens h -> opens(now);
      case Happening.Shuts h -> shuts(now);
      case Happening.Vanishes h -> quietly(vanishes(now));
      case Happening.Frees h -> quietly(frees(now + WINDOW_NANOS));
      case Happening.Stays h -> quietly(stays());
      case Happening.Waits h -> waits(now, heldNanos);
    };
  }

  private Step opens(long now) {
    return switch (this) {
      case Unknown s when s.last == Last.OPEN && s.raised == Raised.NONE ->
          quietly(new Open(s.openSince(now)));
      case Unknown s when s.last == Last.OPEN -> quietly(new Alarmed(s.raised));
      case Unknown s when s.window && now - s.untilNanos < 0 ->
          new Step(new Open(now), Word.OPENED);
      case Unknown s when s.last == Last.NEVER -> new Step(new Open(now), Word.FOUND_OPEN);
      case Unknown s -> forced(s.raised);
      case Shut s -> forced(Raised.NONE);
      case Released s when now - s.untilNanos < 0 -> new Step(new Open(now), Word.OPENED);
      case Released s -> forced(Raised.NONE);
      case Latching s when now - s.untilNanos < 0 ->
          new Step(s.raised == Raised.NONE ? new Open(now) : new Alarmed(s.raised), Word.OPENED);
      case Latching s -> forced(Raised.NONE);
      case Calming s when now - s.untilNanos < 0 -> forced(s.raised);
      case Calming s -> forced(Raised.NONE);
      case Open s -> quietly(s);
      case Alarmed s -> quietly(s);
    };
  }

  private static Step forced(Raised before) {
    return new Step(
        new Alarmed(Raised.FORCED), before == Raised.FORCED ? Word.FORCED_AGAIN : Word.FORCED);
  }

  private Step shuts(long now) {
    return switch (this) {
      case Unknown s -> new Step(shutAfter(s, now), s.last == Last.OPEN ? Word.SHUT : Word.NOTHING);
      case Open s -> new Step(new Latching(Raised.NONE, now + LATCH_NANOS), Word.SHUT);
      case Alarmed s when s.raised == Raised.HELD ->
          new Step(new Latching(s.raised, now + LATCH_NANOS), Word.SHUT);
      case Alarmed s -> new Step(new Calming(s.raised, now + CALM_NANOS), Word.SHUT);
      case Shut s -> quietly(s);
      case Released s -> quietly(s);
      case Latching s -> quietly(s);
      case Calming s -> quietly(s);
    };
  }

  private static DoorState shutAfter(Unknown s, long now) {
    if (s.window && now - s.untilNanos < 0) {
      return new Released(s.untilNanos);
    }
    return s.raised == Raised.NONE ? new Shut() : new Calming(s.raised, now + CALM_NANOS);
  }

  private DoorState vanishes(long now) {
    return switch (this) {
      case Unknown s -> s;
      case Shut s -> new Unknown(Last.SHUT, Raised.NONE, false, now);
      case Released s -> new Unknown(Last.SHUT, Raised.NONE, true, s.untilNanos);
      case Latching s -> new Unknown(Last.SHUT, s.raised, true, s.untilNanos);
      case Open s -> new Unknown(Last.OPEN, Raised.NONE, false, now, s.sinceNanos);
      case Alarmed s -> new Unknown(Last.OPEN, s.raised, false, now);
      case Calming s -> new Unknown(Last.SHUT, s.raised, false, now);
    };
  }

  private DoorState frees(long until) {
    return switch (this) {
      case Unknown s -> new Unknown(s.last, s.raised, true, until, s.openNanos);
      case Shut s -> new Released(until);
      case Released s -> new Released(until);
      case Latching s -> new Released(until);
      case Calming s -> new Released(until);
      case Open s -> s;
      case Alarmed s -> s;
    };
  }

  private DoorState stays() {
    return switch (this) {
      case Unknown s -> new Unknown(s.last, s.raised, false, 0, s.openNanos);
      case Released s -> new Shut();
      case Shut s -> s;
      case Latching s -> s;
      case Calming s -> s;
      case Open s -> s;
      case Alarmed s -> s;
    };
  }

  private Step waits(long now, long heldNanos) {
    return switch (this) {
      case Open s when now - s.sinceNanos >= heldNanos ->
          new Step(new Alarmed(Raised.HELD), Word.HELD);
      case Released s when now - s.untilNanos >= 0 -> quietly(new Shut());
      case Latching s when now - s.untilNanos >= 0 ->
          quietly(
              s.raised == Raised.NONE
                  ? new Shut()
                  : new Calming(s.raised, s.untilNanos + CALM_NANOS - LATCH_NANOS));
      case Calming s when now - s.untilNanos >= 0 -> quietly(new Shut());
      default -> quietly(this);
    };
  }

  /** Which alarm stands, also while the door is shut again. */
  default Raised raised() {
    return switch (this) {
      case Unknown s -> s.raised;
      case Latching s -> s.raised;
      case Alarmed s -> s.raised;
      case Calming s -> s.raised;
      case Shut s -> Raised.NONE;
      case Released s -> Raised.NONE;
      case Open s -> Raised.NONE;
    };
  }

  /** Whether it is open, as far as is known, or opening it now would be no alarm. */
  default boolean isFree(long now) {
    return switch (this) {
      case Unknown s -> s.last == Last.OPEN || s.window && now - s.untilNanos < 0;
      case Released s -> now - s.untilNanos < 0;
      case Latching s -> now - s.untilNanos < 0;
      case Open s -> true;
      case Alarmed s -> true;
      case Shut s -> false;
      case Calming s -> false;
    };
  }

  private static Step quietly(DoorState next) {
    return new Step(next, Word.NOTHING);
  }
}
