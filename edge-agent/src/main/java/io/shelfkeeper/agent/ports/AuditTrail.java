package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of a journal, for reading; it is written by its commits. An entry whose number does
 * not follow breaks an invariant. What is read is not verified: see {@code core.audit.AuditWalk}.
 */
public interface AuditTrail {

  /** The newest entry, or null. */
  @Nullable AuditEntry lastAudit();

  /** Entries from a number on, in order. */
  List<AuditEntry> audit(long fromNumber, int limit);

  /** The newest checkpoint, or null. */
  @Nullable Checkpoint lastCheckpoint();

  /** The newest checkpoint that the backend has, or null. */
  @Nullable Checkpoint acknowledgedCheckpoint();
}
