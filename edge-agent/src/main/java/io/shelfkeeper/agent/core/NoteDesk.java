package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns lines of other programs into rows. What may wait does so for company: any commit takes it
 * along. Never answers a line whose row is not in the same turn's commit or an earlier one.
 */
final class NoteDesk {
  /** So much waits for no timer: fewer than one program may send ahead. */
  static final int HELD_LINES_MAX = 256;

  static final int HELD_BYTES_MAX = 64 * 1024;

  /** All connections at once cannot send more ahead; beyond are those that hung up meanwhile. */
  static final int ROOMLESS_BYTES_MAX = 2 << 20;

  private final Outbox outbox;
  private final List<Held> held = new ArrayList<>();

  /** Telemetry that finds no room. Its programs hear no answer, and may not send much ahead. */
  private final List<Held> roomless = new ArrayList<>();

  private int roomlessBytes;
  private boolean isShort;
  private int lines;
  private int bytes;
  private long dueNanos = Long.MAX_VALUE;

  private record Held(Moment at, Input.Noted noted) {}

  NoteDesk(Outbox outbox) {
    this.outbox = outbox;
  }

  /** While the disk is full, lines of telemetry wait: neither written nor answered. */
  void holdTelemetry(Moment now, boolean isHeld) {
    isShort = isHeld;
    if (!isShort) {
      roomless.forEach(one -> noted(now, one));
      roomless.clear();
      roomlessBytes = 0;
    }
  }

  void noted(Moment now, Input.Noted noted) {
    noted(now, new Held(now, noted));
  }

  private void noted(Moment now, Held one) {
    Input.Noted noted = one.noted();
    int size = noted.lines().stream().mapToInt(line -> line.length).sum();
    boolean waits = isShort && noted.kind() == NoteClass.TELEMETRY;
    if (waits && roomlessBytes + size <= ROOMLESS_BYTES_MAX) {
      roomless.add(one);
      roomlessBytes += size;
      return;
    }
    held.add(one);
    lines += noted.lines().size();
    bytes += size;
    boolean enough = lines >= HELD_LINES_MAX || bytes >= HELD_BYTES_MAX;
    long wait = enough ? 0 : noted.waitMillis() * Moment.NANOS_PER_MILLI;
    dueNanos = Math.min(dueNanos, now.nanos() + wait);
  }

  boolean isDue(Moment now) {
    return now.nanos() >= dueNanos;
  }

  /** When the longest wait ends, {@code Long.MAX_VALUE} if nothing waits. */
  long dueNanos() {
    return dueNanos;
  }

  /** Makes rows of all that waits. */
  void write(Effects out) {
    for (Held one : held) {
      Input.Noted noted = one.noted();
      for (byte[] line : noted.lines()) {
        outbox.append(one.at(), new Fact.ExternalNoted(noted.kind(), noted.source(), line), out);
      }
      out.add(new Effect.AnswerNotes(noted.connection(), noted.upTo()));
    }
    held.clear();
    lines = 0;
    bytes = 0;
    dueNanos = Long.MAX_VALUE;
  }
}
