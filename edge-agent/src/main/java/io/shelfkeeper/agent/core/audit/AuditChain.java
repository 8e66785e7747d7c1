package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditKind;
import io.shelfkeeper.agent.core.facts.Checkpoint;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.time.Moment;
import org.jspecify.annotations.Nullable;

/**
 * The growing end of the audit log: makes each entry hold the hash of the one before, and says when
 * a checkpoint is due. Never signs and never stores: the shell signs, the journal stores.
 */
public final class AuditChain {
  /** A checkpoint is due after so many entries. */
  public static final long CHECKPOINT_ENTRIES = 1_000;

  /** A checkpoint is due so long after the first entry that has none. */
  public static final long CHECKPOINT_NANOS = 3_600 * Moment.NANOS_PER_SECOND;

  private static final String NOTHING = "0".repeat(64);

  private final Digest digest;
  private final long boot;

  private long number;
  private String hash = NOTHING;
  private long checkpointNumber;
  private long uncheckedSinceNanos;

  /**
   * Continues the log of a journal.
   *
   * @param last its newest entry, null if it has none
   * @param checkpoint its newest checkpoint, null if it has none
   */
  public AuditChain(
      Digest digest,
      long boot,
      @Nullable AuditEntry last,
      @Nullable Checkpoint checkpoint,
      Moment now) {
    this.digest = digest;
    this.boot = boot;
    if (last != null) {
      number = last.number();
      hash = AuditHash.of(last, digest);
    }
    checkpointNumber = checkpoint == null ? 0 : checkpoint.number();
    uncheckedSinceNanos = now.nanos();
  }

  /**
   * Begins a log.
   *
   * @param continues the last checkpoint that the backend has of the log before, if one was lost;
   *     null on a new device
   */
  public void start(@Nullable Checkpoint continues, Moment now, Effects out) {
    if (continues != null) {
      hash = continues.hash();
    }
    String before = continues == null ? "" : continues.number() + " " + continues.hash();
    append(AuditKind.CHAIN_STARTED, "audit", before, now, out);
  }

  public boolean isEmpty() {
    return number == 0;
  }

  public void append(AuditKind kind, String subject, String detail, Moment now, Effects out) {
    if (number == checkpointNumber) {
      uncheckedSinceNanos = now.nanos();
    }
    AuditEntry entry = new AuditEntry(number + 1, hash, boot, now, kind, subject, detail);
    number = entry.number();
    hash = AuditHash.of(entry, digest);
    out.add(new Effect.AppendAudit(entry));
  }

  /** The checkpoint that has to be signed and stored now, or null; it then counts as made. */
  public @Nullable Checkpoint dueCheckpoint(Moment now) {
    long unchecked = number - checkpointNumber;
    boolean due =
        unchecked >= CHECKPOINT_ENTRIES
            || unchecked > 0 && now.nanos() - uncheckedSinceNanos >= CHECKPOINT_NANOS;
    if (!due) {
      return null;
    }
    checkpointNumber = number;
    return new Checkpoint(number, hash);
  }
}
