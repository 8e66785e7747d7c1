package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * What one contact says, after debouncing. A reading counts after an equal one at least 30 ms
 * later; a single one that contradicts ends the belief that the door is shut, and nothing else. A
 * board that did not answer twice in a row has said nothing. Never believes one reading.
 *
 * <pre>
 * Blind        + shut -> First shut
 * Blind        + open -> First open
 * Blind        + miss -> Blind
 * First shut   + shut -> shut
 * First shut   + open -> First open
 * First shut   + miss -> First shut m
 * First shut m + shut -> shut
 * First shut m + open -> First open
 * First shut m + miss -> Blind
 * shut         + shut -> shut
 * shut         + open -> Doubted shut
 * shut         + miss -> shut m
 * shut m       + shut -> shut
 * shut m       + open -> Doubted shut
 * shut m       + miss -> Stale shut
 * Stale shut   + shut -> shut
 * Stale shut   + open -> Doubted shut
 * Stale shut   + miss -> Stale shut
 * Doubted shut + shut -> shut
 * Doubted shut + open -> open
 * Doubted shut + miss -> Doubted shut
 * </pre>
 */
sealed interface Sight {
  /** Contacts bounce for 20 to 50 ms. */
  long BOUNCE_NANOS = 30 * Moment.NANOS_PER_MILLI;

  /** Nothing was read since the start or since the board was lost. */
  record Blind() implements Sight {}

  /** Read, but not twice yet. */
  record First(boolean shut, long sinceNanos, boolean missed) implements Sight {}

  record Settled(boolean shut, boolean missed) implements Sight {}

  /** The board does not answer at the moment; what was known may be over. */
  record Stale(boolean shut) implements Sight {}

  /** Settled otherwise, but the last reading contradicts. */
  record Doubted(boolean wasShut, long sinceNanos) implements Sight {}

  /** The same contact, read once more. */
  default Sight reads(boolean shut, long nanos) {
    return switch (this) {
      case Blind s -> new First(shut, nanos, false);
      case First s when s.shut != shut -> new First(shut, nanos, false);
      case First s -> settled(shut, s.sinceNanos, nanos, new First(shut, s.sinceNanos, false));
      case Settled s when s.shut == shut -> new Settled(shut, false);
      case Settled s -> new Doubted(s.shut, nanos);
      case Stale s when s.shut == shut -> new Settled(shut, false);
      case Stale s -> new Doubted(s.shut, nanos);
      case Doubted s when s.wasShut == shut -> new Settled(shut, false);
      case Doubted s -> settled(shut, s.sinceNanos, nanos, s);
    };
  }

  private static Sight settled(boolean shut, long sinceNanos, long nanos, Sight notYet) {
    return nanos - sinceNanos >= BOUNCE_NANOS ? new Settled(shut, false) : notYet;
  }

  /** Its board was asked and did not answer. */
  default Sight misses() {
    return switch (this) {
      case First s when s.missed -> new Blind();
      case First s -> new First(s.shut, s.sinceNanos, true);
      case Settled s when s.missed -> new Stale(s.shut);
      case Settled s -> new Settled(s.shut, true);
      case Blind s -> s;
      case Stale s -> s;
      case Doubted s -> s;
    };
  }

  /**
   * What may be said of it: shut only while nothing speaks against it, and nothing once it is old.
   */
  default DoorView view() {
    return switch (this) {
      case Settled s -> s.shut ? DoorView.SHUT : DoorView.OPEN;
      case Stale s -> DoorView.UNKNOWN;
      case Doubted s -> s.wasShut ? DoorView.UNKNOWN : DoorView.OPEN;
      case Blind s -> DoorView.UNKNOWN;
      case First s -> DoorView.UNKNOWN;
    };
  }
}
