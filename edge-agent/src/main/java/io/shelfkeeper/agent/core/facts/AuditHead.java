package io.shelfkeeper.agent.core.facts;

/**
 * How far the audit log has come. Says what was written, not that nobody changed it since.
 *
 * @param last the newest entry
 * @param checkpoint the newest point that was signed
 * @param acknowledged the newest signed point that the backend has; with an empty log, that of the
 *     log that was lost
 */
public record AuditHead(AuditPoint last, AuditPoint checkpoint, AuditPoint acknowledged) {
  public static final AuditHead EMPTY =
      new AuditHead(AuditPoint.NONE, AuditPoint.NONE, AuditPoint.NONE);
}
