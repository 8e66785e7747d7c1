package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.time.Moment;

/**
 * The growing end of the audit log: gives each entry its number and its hash, and says when a
 * checkpoint is due. Never keeps an entry.
 */
final class AuditChain {
  /** A checkpoint is due after so many entries. */
  static final long CHECKPOINT_ENTRIES = 1_000;

  /** A checkpoint is due so long after the first entry that has none. */
  static final long CHECKPOINT_NANOS = 3_600 * Moment.NANOS_PER_SECOND;

  private final long boot;
  private AuditPoint end;
  private long checkpoint;
  private long dueNanos;

  AuditChain(long boot, AuditHead head) {
    this.boot = boot;
    end = head.last();
    checkpoint = head.checkpoint().entries();
    // What a process left without a checkpoint gets one at once: it may have died every half hour.
    dueNanos = Long.MIN_VALUE;
  }

  AuditPoint end() {
    return end;
  }

  AuditEntry append(AuditLine line, Moment now) {
    if (end.entries() == checkpoint) {
      dueNanos = now.nanos() + CHECKPOINT_NANOS;
    }
    long number = end.entries() + 1;
    String kind = line.kind().word();
    String hash = AuditHash.of(end.hash(), number, boot, now, kind, line.subject(), line.detail());
    end = new AuditPoint(number, hash);
    return new AuditEntry(number, boot, now, kind, line.subject(), line.detail(), hash);
  }

  /** Whether entries have been without a checkpoint for too long, or are too many. */
  boolean isCheckpointDue(Moment now) {
    return isUnchecked()
        && (now.nanos() >= dueNanos || end.entries() - checkpoint >= CHECKPOINT_ENTRIES);
  }

  /** Whether there are entries that no checkpoint covers. */
  boolean isUnchecked() {
    return end.entries() > checkpoint;
  }

  /** What is there now has its checkpoint. */
  void checked() {
    checkpoint = end.entries();
  }
}
