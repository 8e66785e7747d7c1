package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * One line of the audit log: who was allowed what, and what moved. Holds the hash of the line
 * before it, so that no line can be changed, cut out or swapped without a trace.
 *
 * @param number 1, 2, 3 ... without gaps
 * @param previous hash of the entry before, 64 hexadecimal digits; of the first: what the chain
 *     continues, or zeros
 * @param boot which start of the agent wrote it
 * @param subject the site file's word for what it is about, such as {@code lock/A3}
 * @param detail what happened, without names of people: ids and words of the contract
 */
public record AuditEntry(
    long number,
    String previous,
    long boot,
    Moment at,
    AuditKind kind,
    String subject,
    String detail) {}
