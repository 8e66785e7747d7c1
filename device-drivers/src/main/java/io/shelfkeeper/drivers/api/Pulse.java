package io.shelfkeeper.drivers.api;

/**
 * What is known of a pulse that was sent. Never that a door has opened: only a contact says that.
 */
public enum Pulse {
  /** The board said that it made the pulse, or has begun it. */
  ANSWERED,
  /**
   * The frame may have left and the board may have moved; it must not be sent again to find out.
   */
  UNANSWERED
}
