package io.shelfkeeper.agent.core.facts;

/**
 * How long the audit log was and what its last entry's hash was. Only one that is known outside of
 * the device shows that the log's end was cut.
 *
 * @param number number of the last entry
 * @param hash of that entry, 64 hexadecimal digits
 */
public record Checkpoint(long number, String hash) {}
