package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;

/**
 * What has to be known of a campaign after a crash. What each tag shows is known elsewhere.
 *
 * @param version of the price list
 * @param total tags that change, 0 before that is known
 * @param fromMillis when it begins, by the wall clock
 * @param told the window that was told last
 */
record Campaign(
    long version, String activeFrom, Phase phase, int total, long fromMillis, Window told) {
  private static final int LAYOUT = 1;

  enum Phase {
    /** Its list is in force later. */
    PLANNED,
    /** Its list is in force, and tags change. */
    RUNNING,
    /** All tags show it, or it is known which do not. */
    ENDED
  }

  static Campaign none() {
    return new Campaign(0, "", Phase.ENDED, 0, 0, Window.NOTHING);
  }

  boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  boolean isPlanned() {
    return phase == Phase.PLANNED;
  }

  Campaign with(Phase next) {
    return new Campaign(version, activeFrom, next, total, fromMillis, told);
  }

  Campaign with(int of) {
    return new Campaign(version, activeFrom, phase, of, fromMillis, told);
  }

  Campaign with(Window window) {
    return new Campaign(version, activeFrom, phase, total, fromMillis, window);
  }

  Campaign from(long millis) {
    return new Campaign(version, activeFrom, phase, total, millis, told);
  }

  /** So many seconds after it begins, by the wall clock. */
  long millis(double seconds) {
    return fromMillis + Math.round(seconds * 1_000);
  }

  byte[] state() {
    return new StateWriter(LAYOUT)
        .number(version)
        .text(activeFrom)
        .number(phase.ordinal())
        .number(total)
        .number(fromMillis)
        .real(told.most())
        .real(told.earliest())
        .real(told.likely())
        .real(told.latest())
        .bytes();
  }

  /**
   * @throws StateReader.Unreadable if that is nothing we wrote
   */
  static Campaign read(byte[] state) {
    StateReader in = new StateReader(state, LAYOUT);
    long version = in.number();
    String activeFrom = in.text();
    Phase phase = Phase.values()[in.count(Phase.values().length - 1)];
    int total = in.count(Integer.MAX_VALUE);
    long from = in.number();
    Window told = new Window(in.real(), in.real(), in.real(), in.real());
    return new Campaign(version, activeFrom, phase, total, from, told);
  }
}
