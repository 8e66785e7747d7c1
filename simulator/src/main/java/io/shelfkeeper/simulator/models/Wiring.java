package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.world.Coil;
import io.shelfkeeper.simulator.world.Contact;
import java.util.Collections;
import java.util.List;

/**
 * What hangs at the terminals of a lock board, the first of each list at terminal 1. Terminals
 * behind the end of a list are bare.
 */
public record Wiring(List<Coil> coils, List<Contact> contacts) {
  public Wiring {
    coils = List.copyOf(coils);
    contacts = List.copyOf(contacts);
  }

  /** Another board with shut doors, which nobody looks at. */
  Wiring elsewhere() {
    return new Wiring(List.of(), Collections.nCopies(contacts.size(), _ -> true));
  }

  /**
   * @param terminal from 1
   */
  public Coil coil(int terminal) {
    return terminal <= coils.size() ? coils.get(terminal - 1) : Coil.NONE;
  }

  /**
   * @param terminal from 1
   */
  public Contact contact(int terminal) {
    return terminal <= contacts.size() ? contacts.get(terminal - 1) : Contact.NONE;
  }

  boolean closed(int terminal, long nanos) {
    return contact(terminal).closed(nanos);
  }
}
