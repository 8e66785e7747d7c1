package io.shelfkeeper.agent.core.facts;

/**
 * How long the audit log was and what its last entry's hash was. Shows that the log's end was cut
 * only where it is known outside of the device.
 *
 * @param entries number of the last entry, 0 for an empty log
 * @param hash of that entry, 64 hexadecimal digits
 */
public record AuditPoint(long entries, String hash) {
  /** Before the first entry. */
  public static final AuditPoint NONE = new AuditPoint(0, "0".repeat(64));
}
