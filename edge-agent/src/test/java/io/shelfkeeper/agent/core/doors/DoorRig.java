package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Doors on one board that is read ten times a second, with everything they say. */
final class DoorRig implements DoorNews {
  private static final long POLL_MILLIS = 100;

  final DoorsPlan plan;
  final List<Fact> said = new ArrayList<>();
  final List<String> news = new ArrayList<>();
  final Consumer<Fact> say = said::add;
  Doors doors;
  private long nanos = 5_000_000_000L;

  DoorRig() {
    this(
        new DoorsPlan(
            List.of(new DoorsPlan.Board("board", "locks")),
            List.of(
                new DoorPlan("d0", 0, "l0", 0, "main", new ContactPlan(0, 1, true), null, 60_000)),
            null));
  }

  DoorRig(DoorsPlan plan) {
    this.plan = plan;
    doors = new Doors(plan);
  }

  Moment now() {
    return new Moment(0, nanos, ClockTrust.UNKNOWN);
  }

  /** One poll. */
  void read(long closedBits) {
    nanos += POLL_MILLIS * Moment.NANOS_PER_MILLI;
    doors.contacts(now(), new Input.ContactsRead(0, nanos, 8, closedBits), say, this);
  }

  void miss() {
    nanos += POLL_MILLIS * Moment.NANOS_PER_MILLI;
    doors.contacts(now(), new Input.ContactsRead(0, nanos, 0, 0), say, this);
  }

  /** Another board. */
  void shutAt(int board) {
    nanos += POLL_MILLIS * Moment.NANOS_PER_MILLI;
    doors.contacts(now(), new Input.ContactsRead(board, nanos, 8, 0xFF), say, this);
  }

  void shut() {
    read(0xFF);
  }

  void shut(int polls) {
    for (int i = 0; i < polls; i++) {
      shut();
    }
  }

  void open(int polls) {
    for (int i = 0; i < polls; i++) {
      read(0);
    }
  }

  /** All doors are known to be shut. */
  void settleShut() {
    shut(2);
    pass(2_000);
    said.clear();
    news.clear();
  }

  /** Time passes, and nothing is read. */
  void pass(long millis) {
    for (long left = millis; left > 0; left -= 1_000) {
      nanos += Math.min(left, 1_000) * Moment.NANOS_PER_MILLI;
      doors.tick(now(), say);
    }
  }

  void release() {
    doors.released(0, now());
  }

  void answer(Input.PulseAnswer answer) {
    doors.pulsed(now(), new Input.Pulsed("o1", 0, answer, ""), say);
  }

  void fail() {
    doors.deviceFailed("board", now(), say);
  }

  void restart() {
    byte[] memory = doors.memory();
    doors = new Doors(plan);
    doors.restore(memory);
    nanos += 3_600 * Moment.NANOS_PER_SECOND;
  }

  @Override
  public void opened(int lock, Moment now) {
    news.add("opened " + lock);
  }

  @Override
  public void shut(int lock, Moment now) {
    news.add("shut " + lock);
  }
}
