package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * One row that waits for the backend's acknowledgement. {@code (device, incarnation, lane, seq)} is
 * its place for ever; {@code id} names the event itself and survives a change of place.
 *
 * @param incarnation 128-bit random number of the journal, 32 hexadecimal digits
 * @param from first number that it stands for: {@code seq} itself, unless rows before it were
 *     dropped and it says so
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
    long from,
    long seq,
    String id,
    long boot,
    Moment at,
    String type,
    String subject,
    byte[] data) {

  /** A row that stands for itself. */
  public OutboxRow(
      String incarnation,
      Lane lane,
      long seq,
      String id,
      long boot,
      Moment at,
      String type,
      String subject,
      byte[] data) {
    this(incarnation, lane, seq, seq, id, boot, at, type, subject, data);
  }
}
