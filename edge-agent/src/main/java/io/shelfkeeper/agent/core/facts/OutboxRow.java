package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * One row that waits for the backend's acknowledgement. {@code (device, incarnation, lane, seq)} is
 * its place for ever; {@code id} names the event itself and survives a change of place.
 *
 * @param incarnation 128-bit random number of the journal, 32 hexadecimal digits
 * @param seq 1, 2, 3 ... without gaps within {@code (incarnation, lane)}
 * @param id 32 hexadecimal digits, given once when the event is made
 * @param boot which start of the agent made it
 * @param type CloudEvents type, such as {@code io.shelfkeeper.stock.moved.v1}
 * @param subject CloudEvents subject, such as {@code bay/A3}; empty if there is none
 * @param data the event's data as compact JSON
 */
public record OutboxRow(
    String incarnation,
    Lane lane,
    long seq,
    String id,
    long boot,
    Moment at,
    String type,
    String subject,
    byte[] data) {}
