package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * One line of the audit log: who was allowed what, and what moved. Its hash covers the hash of the
 * line before, so that no line can be changed, cut out or swapped without a trace.
 *
 * @param number 1, 2, 3 ... without gaps
 * @param boot which start of the agent wrote it
 * @param kind a word of {@link AuditKind}, or of a newer release
 * @param subject the site file's word for what it is about, such as {@code lock/A3}, or an order
 * @param detail what happened, without names of people: ids and words of the contract
 * @param hash 64 hexadecimal digits, see {@code core.audit.AuditHash}
 */
public record AuditEntry(
    long number, long boot, Moment at, String kind, String subject, String detail, String hash) {}
