package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.step.Input;

/**
 * One contact of a door: what it says, and whether it still moves. One that stays as it is through
 * three uses of its door in a row is called stuck, once until it moves.
 */
final class Contact {
  /** So many uses in a row are no accident. */
  static final int USES = 3;

  private final ContactPlan plan;
  private final String sensor;
  private Sight sight = new Sight.Blind();
  private DoorView settled = DoorView.UNKNOWN;
  private long readNanos = Long.MIN_VALUE;
  private boolean moved;
  private int unmoved;

  /**
   * @param sensor the word of messages
   */
  Contact(ContactPlan plan, String sensor) {
    this.plan = plan;
    this.sensor = sensor;
  }

  String sensor() {
    return sensor;
  }

  boolean isOn(int board) {
    return plan.board() == board;
  }

  DoorView view() {
    return sight.view();
  }

  boolean isBlind() {
    return sight instanceof Sight.Blind;
  }

  /** When its board answered last: a question without an answer has seen nothing. */
  long readNanos() {
    return readNanos;
  }

  /** Its board was read, or was asked and did not answer. */
  void read(Input.ContactsRead reading) {
    readNanos = reading.isMissed() ? readNanos : reading.nanos();
    sight =
        reading.isMissed()
            ? sight.misses()
            : sight.reads(plan.isShut(reading.closedBits()), reading.nanos());
    DoorView now = sight instanceof Sight.Settled s ? s.view() : settled;
    if (settled != DoorView.UNKNOWN && now != settled) {
      moved = true;
      unmoved = 0;
    }
    settled = now;
  }

  /** Its board is lost: what it said is over. */
  void vanish() {
    sight = new Sight.Blind();
  }

  /**
   * The door was used, so that this contact should have moved.
   *
   * @return whether it is stuck now and was not before
   */
  boolean isStuckAfterUse() {
    unmoved = moved ? 0 : unmoved + 1;
    moved = false;
    return unmoved == USES;
  }
}
