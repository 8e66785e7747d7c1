package io.shelfkeeper.agent.core.signals;

import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.doors.Raised;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Arrays;

/**
 * Which alarms stand, since when, and which of them staff has heard. The doors say what an alarm
 * is; this only remembers what a buzzer has to know. An alarm that grows worse is a new one.
 */
final class Alarms {
  private final Doors doors;

  // By the number of the door; the last one is the case.
  private final Raised[] raised;
  private final long[] sinceNanos;
  private final boolean[] heard;

  Alarms(Doors doors) {
    this.doors = doors;
    int places = doors.count() + 1;
    raised = new Raised[places];
    Arrays.fill(raised, Raised.NONE);
    sinceNanos = new long[places];
    heard = new boolean[places];
  }

  /** How many places can have one; the last one is the case. */
  int places() {
    return raised.length;
  }

  void look(Moment now) {
    for (int place = 0; place < raised.length; place++) {
      Raised is = place < doors.count() ? doors.raised(place) : doors.raisedOfCase();
      if (is != raised[place]) {
        raised[place] = is;
        sinceNanos[place] = now.nanos();
        heard[place] = false;
      }
    }
  }

  Raised of(int place) {
    return raised[place];
  }

  /** Whether it has to be heard still. */
  boolean isLoud(int place, Moment now, int soundSeconds) {
    long since = now.nanos() - sinceNanos[place];
    return raised[place] != Raised.NONE
        && !heard[place]
        && since < soundSeconds * Moment.NANOS_PER_SECOND;
  }

  /**
   * Staff has heard all that stand.
   *
   * @return how many
   */
  int hear() {
    int count = 0;
    for (int place = 0; place < raised.length; place++) {
      heard[place] = raised[place] != Raised.NONE;
      count += heard[place] ? 1 : 0;
    }
    return count;
  }
}
