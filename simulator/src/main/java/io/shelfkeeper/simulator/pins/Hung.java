package io.shelfkeeper.simulator.pins;

import io.shelfkeeper.simulator.world.Coil;
import io.shelfkeeper.simulator.world.Contact;

/** What hangs at a pin, by its wire. */
public sealed interface Hung {
  /** In a few words. */
  String what();

  /**
   * A contact. Open, it leaves the pin to whoever pulls it.
   *
   * @param toGround whether it pulls down while it is closed, or up to 3.3 V
   */
  record Switch(String what, Contact contact, boolean toGround) implements Hung {}

  /**
   * Something with a current of its own, behind a transistor with a resistor that keeps it off
   * while nobody drives the pin.
   *
   * @param activeLow whether a low level switches it on
   */
  record Load(String what, Coil coil, boolean activeLow) implements Hung {}
}
