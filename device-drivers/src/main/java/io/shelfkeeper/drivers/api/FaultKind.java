package io.shelfkeeper.drivers.api;

import java.util.Locale;

/** What is wrong with a device or its wire. */
public enum FaultKind {
  /** The port is gone or cannot be opened: unplugged, no such file, no rights. */
  LINK_DOWN,
  /** Nothing came back in time. Says nothing about whether the request was carried out. */
  NO_ANSWER,
  /** Something came back that is no frame of this device. */
  GARBLED,
  /** The device understood and declined. */
  REFUSED,
  /** Two devices answer to one address. */
  ADDRESS_CONFLICT,
  /** The line speaks at another speed. */
  WRONG_BAUD,
  /** The value does not move any more, not even by noise. */
  STUCK,
  /** The value is outside of what the device can measure. */
  INVALID,
  /** The device is set up other than the site file says. */
  MISCONFIGURED,
  /** Our own code failed on what the device did. */
  DEFECT;

  /** The word of messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
