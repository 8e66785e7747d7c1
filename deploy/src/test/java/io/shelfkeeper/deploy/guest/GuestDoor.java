package io.shelfkeeper.deploy.guest;

import io.shelfkeeper.drivers.guest.SimPins;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A door of the guest's locker. Its contact is a loop to ground: shut, the wire is low; the pin
 * pulls up, so a door that nobody shuts is open.
 */
enum GuestDoor {
  /** Its coil is an LED, and the kernel ends the pulse. */
  A(0, "led:lock1", 20, 5_000),

  /** Its coil hangs on a bare line. */
  B(1, "GPIO4", 4, 1_500);

  /** The wire of the case switch, of the same make. */
  static final int CASE = 2;

  private final int contact;
  private final String output;
  private final int coil;
  private final int longestMillis;

  GuestDoor(int contact, String output, int coil, int longestMillis) {
    this.contact = contact;
    this.output = output;
    this.coil = coil;
    this.longestMillis = longestMillis;
  }

  /** As the site file names it. */
  String output() {
    return output;
  }

  /** The line that its coil hangs on. */
  int coil() {
    return coil;
  }

  /** The longest pulse that a site file may ask for. */
  int longestMillis() {
    return longestMillis;
  }

  String lock() {
    return "lock-" + name();
  }

  void open() {
    contact(contact, false);
  }

  void shut() {
    contact(contact, true);
  }

  static void contact(int line, boolean closed) {
    try {
      SimPins.pull(line, !closed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
