package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one lane stands on its way out during one session. Rows go in order; when one is refused,
 * or the backend stays silent, sending goes back to it. Never holds more than a page of rows and
 * the ids of those sent ahead.
 */
final class LaneFlow {
  /** Rows asked of the journal at once. */
  static final int PAGE = 200;

  /** Rows that may be sent beyond what the backend has acknowledged. */
  static final int AHEAD = 1000;

  private static final int RING = 1024;
  private static final long SILENCE_NANOS = 10 * Moment.NANOS_PER_SECOND;
  private static final long SILENCE_MAX_NANOS = 300 * Moment.NANOS_PER_SECOND;
  private static final long NOT_TAKEN_NANOS = 200 * Moment.NANOS_PER_MILLI;

  // For the process.
  private final Lane lane;
  private final LongSupplier random;

  // For this session.
  private final Deque<OutboxRow> page = new ArrayDeque<>();
  private final @Nullable Mark[] sent = new Mark[RING];
  private LaneEnds ends = LaneEnds.EMPTY;
  private long next = 1;
  private long reading;
  private int inFlight;
  private int refusals;
  private boolean settling;
  private long restUntil;
  private int resends;
  private long progress;

  LaneFlow(Lane lane, LongSupplier random) {
    this.lane = lane;
    this.random = random;
  }

  /** A new session: begins behind what the backend has. */
  void reset(LaneEnds now, long nowNanos) {
    ends = now;
    inFlight = 0;
    refusals = 0;
    settling = false;
    restUntil = nowNanos;
    resends = 0;
    goTo(now.acknowledged().seq() + 1, nowNanos);
  }

  /** Rows were added, or the backend has more. */
  void moved(LaneEnds now, long nowNanos) {
    if (now.acknowledged().seq() > ends.acknowledged().seq()) {
      progress = nowNanos;
      resends = 0;
    }
    ends = now;
    if (next <= now.acknowledged().seq()) {
      next = now.acknowledged().seq() + 1;
      while (!page.isEmpty() && page.getFirst().seq() < next) {
        page.removeFirst();
      }
      reading = 0;
    }
  }

  /** The id sent under this number in this session, null if it was not. */
  @Nullable String idAt(long seq) {
    Mark there = sent[(int) (seq % RING)];
    boolean inSession = seq > ends.acknowledged().seq() && seq < next;
    // Where rows were dropped a number may meet the ring's place of another one.
    return inSession && there != null && there.seq() == seq ? there.id() : null;
  }

  /** Whether a page has to be asked for; it then counts as asked. */
  boolean asksForPage(long nowNanos) {
    if (reading != 0 || !page.isEmpty() || next > ends.last().seq() || !mayGo(nowNanos)) {
      return false;
    }
    reading = next;
    return true;
  }

  long next() {
    return next;
  }

  /** A page of the journal; one that nobody waits for any more is dropped. */
  void read(long fromSeq, String incarnation, List<OutboxRow> rows) {
    if (reading != fromSeq) {
      return;
    }
    reading = 0;
    Invariant.check(
        !rows.isEmpty(),
        "the journal has no row " + lane.word() + "/" + next + " of " + ends.last().seq());
    long expected = next;
    for (OutboxRow row : rows) {
      Invariant.check(
          row.from() == expected,
          "the journal has no row " + lane.word() + "/" + expected + " of " + ends.last().seq());
      expected = row.seq() + 1;
      Invariant.check(row.incarnation().equals(incarnation), "a row of another incarnation");
      page.addLast(row);
    }
  }

  /** The next row that may go now, or null. */
  @Nullable OutboxRow take(long nowNanos) {
    OutboxRow row = page.peekFirst();
    if (row == null || !mayGo(nowNanos)) {
      return null;
    }
    page.removeFirst();
    if (next - 1 == ends.acknowledged().seq()) {
      progress = nowNanos;
    }
    sent[(int) (row.seq() % RING)] = new Mark(row.seq(), row.id());
    next = row.seq() + 1;
    inFlight++;
    settling = false;
    return row;
  }

  /** The broker has a row that was taken. */
  void succeeded() {
    inFlight--;
    if (!settling) {
      refusals = 0;
    }
  }

  /**
   * The broker did not take a row: sending goes back to it, after a rest.
   *
   * @param from first number that the row stands for
   * @param code MQTT 5 reason code, -1 if the row did not get as far as the broker
   */
  void refused(long from, long seq, int code, long nowNanos) {
    inFlight--;
    long rest = code < 0 ? NOT_TAKEN_NANOS : Backoff.FIRST_NANOS;
    restUntil = nowNanos + Backoff.calmNanos(rest, refusals, random.getAsLong());
    refusals++;
    settling = true;
    if (seq < next && seq > ends.acknowledged().seq()) {
      goTo(Math.max(from, ends.acknowledged().seq() + 1), nowNanos);
    }
  }

  /** Goes back to what the backend has not acknowledged. */
  void resend(long nowNanos) {
    goTo(ends.acknowledged().seq() + 1, nowNanos);
    resends++;
  }

  /** Refusals by the broker in a row. */
  int refusals() {
    return refusals;
  }

  /** How often rows were sent again because the backend was silent. */
  int resends() {
    return resends;
  }

  /** When something becomes possible that is not possible now. */
  long wakeNanos(long nowNanos) {
    long rest = restUntil > nowNanos && next <= ends.last().seq() ? restUntil : Long.MAX_VALUE;
    return Math.min(rest, silentNanos());
  }

  /** When the backend will have been silent for too long about rows that the broker has. */
  long silentNanos() {
    if (inFlight > 0 || next - 1 == ends.acknowledged().seq()) {
      return Long.MAX_VALUE;
    }
    return progress + Math.min(SILENCE_MAX_NANOS, SILENCE_NANOS << Math.min(resends, 5));
  }

  /**
   * After a refusal the lane waits until nothing of it is under way, then tries one row at a time
   * until one is taken.
   */
  private boolean mayGo(long nowNanos) {
    return next - ends.acknowledged().seq() <= AHEAD
        && nowNanos >= restUntil
        && (refusals == 0 || inFlight == 0);
  }

  private void goTo(long seq, long nowNanos) {
    next = seq;
    page.clear();
    reading = 0;
    progress = nowNanos;
  }
}
