package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.doors.DoorState.Happening;
import io.shelfkeeper.agent.core.doors.DoorState.Last;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;

/**
 * The case of this device: a door for which nobody ever gets leave. Taken for shut until it was
 * seen, so that one that is found open is told, too.
 */
final class Case {
  private final Contact contact;
  private DoorState state = new DoorState.Unknown(Last.SHUT, Raised.NONE, false, 0);

  Case(ContactPlan plan) {
    contact = new Contact(plan, "case");
  }

  DoorState state() {
    return state;
  }

  void restore(Last last, Raised raised) {
    state = new DoorState.Unknown(last, raised, false, 0);
  }

  DoorView view() {
    return contact.view();
  }

  void read(Moment now, Input.ContactsRead reading, Consumer<Fact> say) {
    if (!contact.isOn(reading.board())) {
      return;
    }
    contact.read(reading);
    tick(now);
    switch (contact.view()) {
      case OPEN -> {
        if (take(new Happening.Opens(), now) == DoorState.Word.FORCED) {
          say.accept(new Fact.Tampered("case_opened"));
        }
      }
      case SHUT -> take(new Happening.Shuts(), now);
      case UNKNOWN -> {} // until the next reading
    }
  }

  void boardLost(int board, Moment now) {
    if (contact.isOn(board)) {
      contact.vanish();
      take(new Happening.Vanishes(), now);
    }
  }

  void tick(Moment now) {
    take(new Happening.Waits(), now);
  }

  private DoorState.Word take(Happening happening, Moment now) {
    DoorState.Step step = state.step(happening, now.nanos(), Long.MAX_VALUE);
    state = step.next();
    return step.word();
  }
}
