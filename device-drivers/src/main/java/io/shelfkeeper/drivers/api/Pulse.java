package io.shelfkeeper.drivers.api;

/**
 * What is known of a pulse that was sent. Never that a door has opened: only a contact says that.
 *
 * @param isAnswered whether the board said that it made the pulse, or has begun it. If not, the
 *     frame may have left and the board may have moved; it must not be sent again to find out
 * @param why it was not answered and what to check, in sentences; empty if nobody knows
 */
public record Pulse(boolean isAnswered, String why) {
  public static final Pulse ANSWERED = new Pulse(true, "");
  public static final Pulse UNANSWERED = new Pulse(false, "");

  /** Something failed while it was being made, and perhaps not before it began. */
  public static Pulse unanswered(DeviceFault fault) {
    return new Pulse(false, fault.sentences());
  }
}
