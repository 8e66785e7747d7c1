package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.fleet.Polls;
import io.shelfkeeper.agent.core.fleet.Temperatures;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.Moment;

/**
 * Tells now and then how bays and devices are, in one commit with whatever else may wait. Never
 * lets a month offline fill the disk: where nobody fetches it, it is told once an hour.
 */
final class Telemetry {
  /** Rows that may wait before telemetry is told less often. */
  static final long BACKLOG_MAX = 2000;

  private static final long HOUR_NANOS = 3600 * Moment.NANOS_PER_SECOND;

  private final long periodNanos;
  private final Outbox outbox;
  private final ShelfBook shelves;
  private final Polls polls;
  private final Temperatures temperatures;
  private long toldNanos;
  private boolean held;

  Telemetry(
      long periodMillis, Outbox outbox, ShelfBook shelves, Polls polls, Temperatures temperatures) {
    this.periodNanos = periodMillis * Moment.NANOS_PER_MILLI;
    this.outbox = outbox;
    this.shelves = shelves;
    this.polls = polls;
    this.temperatures = temperatures;
  }

  void start(Moment now) {
    toldNanos = now.nanos();
  }

  /** While the disk is full nothing is told; what is told afterwards is the newest of each. */
  void hold(boolean isHeld) {
    held = isHeld;
  }

  void tick(Moment now, Effects out) {
    if (held) {
      return;
    }
    boolean backlog = outbox.waiting(Lane.TELEMETRY) > BACKLOG_MAX;
    if (now.nanos() - toldNanos >= (backlog ? Math.max(periodNanos, HOUR_NANOS) : periodNanos)) {
      tell(now, out);
    }
  }

  void tell(Moment now, Effects out) {
    if (held) {
      return;
    }
    toldNanos = now.nanos();
    shelves.measured().forEach(fact -> outbox.append(now, fact, out));
    polls.tell(fact -> outbox.append(now, fact, out));
    temperatures.tell(fact -> outbox.append(now, fact, out));
    shelves.saveDrifted(out);
    outbox.flush(out);
  }
}
