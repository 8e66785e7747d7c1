package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.doors.DoorState.Happening;
import io.shelfkeeper.agent.core.doors.DoorState.Last;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One door with its contacts. Open as soon as one of them says so, shut only when all do; never
 * guessed where nothing sees it.
 */
final class Door {
  /** Nobody opens a door and shuts it again in less time than this without sight. */
  private static final long BLINK_NANOS = 1_500_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  private final DoorPlan plan;
  private final List<Contact> contacts = new ArrayList<>();
  private final Movements movements = new Movements();
  private DoorState state = new DoorState.Unknown(Last.NEVER, Raised.NONE, false, 0);
  private boolean jammed;

  /** When its lock was pulsed last, and the time before, while an opening may belong to that. */
  private long releasedNanos = NEVER;

  private long releasedBeforeNanos = NEVER;

  /** Since when nobody can have opened it unseen; only while it is seen shut. */
  private long shutSinceNanos;

  private long shutAtNanos = NEVER;

  Door(DoorPlan plan) {
    this.plan = plan;
    if (plan.feedback() != null) {
      contacts.add(new Contact(plan.feedback(), "feedback"));
    }
    if (plan.contact() != null) {
      contacts.add(new Contact(plan.contact(), "contact"));
    }
  }

  DoorPlan plan() {
    return plan;
  }

  DoorState state() {
    return state;
  }

  /** Takes up what was known before a restart. */
  void restore(Last last, Raised raised) {
    state = new DoorState.Unknown(last, raised, false, 0);
  }

  boolean hasSensor() {
    return !contacts.isEmpty();
  }

  DoorView view() {
    boolean shut = !contacts.isEmpty();
    for (Contact contact : contacts) {
      if (contact.view() == DoorView.OPEN) {
        return DoorView.OPEN;
      }
      shut &= contact.view() == DoorView.SHUT;
    }
    return shut ? DoorView.SHUT : DoorView.UNKNOWN;
  }

  /** A board was read, or was asked and did not answer. */
  void read(Moment now, Input.ContactsRead reading, Consumer<Fact> say, DoorNews news) {
    boolean sees = false;
    for (Contact contact : contacts) {
      if (contact.isOn(reading.board())) {
        contact.read(reading);
        sees = true;
      }
    }
    if (sees) {
      tick(now, say);
      look();
      switch (view()) {
        case OPEN -> step(new Happening.Opens(), now, say, news);
        case SHUT -> step(new Happening.Shuts(), now, say, news);
        case UNKNOWN -> {} // until the next reading
      }
    }
  }

  private void look() {
    switch (view()) {
      case OPEN -> shutAtNanos = NEVER;
      case SHUT -> {
        // All of them say so: as of when the one that was read the longest ago did.
        long nanos = contacts.stream().mapToLong(Contact::readNanos).min().orElse(NEVER);
        if (shutAtNanos == NEVER || nanos - shutAtNanos > BLINK_NANOS) {
          shutSinceNanos = nanos;
        }
        shutAtNanos = nanos;
      }
      case UNKNOWN -> {} // how long it lasts is known at the next sight
    }
  }

  /**
   * Whether it was seen shut all the while, and once more when that was over: a glance of before
   * says nothing of the rest, whether a reading was missed or the whole process was stopped.
   */
  boolean stayedShut(long fromNanos, long toNanos) {
    return view() == DoorView.SHUT && shutSinceNanos - fromNanos <= 0 && shutAtNanos - toNanos >= 0;
  }

  private void step(Happening happening, Moment now, Consumer<Fact> say, DoorNews news) {
    switch (take(happening, now)) {
      case NOTHING, HELD -> {}
      case OPENED -> opened("released", now, say, news);
      case FOUND_OPEN -> opened("found", now, say, news);
      case FORCED_AGAIN -> opened("forced", now, say, news);
      case FORCED -> {
        say.accept(new Fact.DoorForced(plan.door(), plan.lockId()));
        opened("forced", now, say, news);
      }
      case SHUT -> {
        movements.tell(now, new Fact.DoorShut(plan.door(), plan.lockId()), say);
        news.shut(plan.lock(), now);
        used(say);
      }
    }
  }

  private void opened(String cause, Moment now, Consumer<Fact> say, DoorNews news) {
    jammed = false;
    releasedNanos = NEVER;
    releasedBeforeNanos = NEVER;
    movements.tell(now, new Fact.DoorOpened(plan.door(), plan.lockId(), cause), say);
    news.opened(plan.lock(), now);
  }

  /** The door went open and shut again: every contact should have seen that. */
  private void used(Consumer<Fact> say) {
    contacts.stream().filter(Contact::isStuckAfterUse).forEach(contact -> stuck(contact, say));
  }

  private void stuck(Contact contact, Consumer<Fact> say) {
    say.accept(
        new Fact.SensorStuck(plan.door(), plan.lockId(), contact.sensor(), contact.view().word()));
  }

  private DoorState.Word take(Happening happening, Moment now) {
    DoorState.Step step =
        state.step(happening, now.nanos(), plan.heldMillis() * Moment.NANOS_PER_MILLI);
    state = step.next();
    return step.word();
  }

  void boardLost(int board, Moment now) {
    for (Contact contact : contacts) {
      if (contact.isOn(board)) {
        contact.vanish();
      }
    }
    if (view() == DoorView.UNKNOWN && contacts.stream().anyMatch(Contact::isBlind)) {
      take(new Happening.Vanishes(), now);
    }
  }

  void released(Moment now) {
    releasedBeforeNanos = releasedNanos;
    releasedNanos = now.nanos();
    take(new Happening.Frees(), now);
  }

  /** Somebody wants it opened: a contact that says it is open, each time, is stuck. */
  void stoodOpen(Consumer<Fact> say) {
    for (Contact contact : contacts) {
      if (contact.view() == DoorView.OPEN && contact.isStuckAfterUse()) {
        stuck(contact, say);
      }
    }
  }

  void stayed(Moment now) {
    take(new Happening.Stays(), now);
    releasedNanos = releasedBeforeNanos;
    releasedBeforeNanos = NEVER;
    if (releasedNanos != NEVER && now.nanos() - releasedNanos < DoorState.WINDOW_NANOS) {
      // The pulse before it was made: its bolt may still come free.
      state = state.step(new Happening.Frees(), releasedNanos, 0).next();
    }
  }

  void jammed(String order, Consumer<Fact> say) {
    if (!jammed) {
      jammed = true;
      say.accept(new Fact.DoorJammed(plan.door(), plan.lockId(), order));
    }
  }

  void tick(Moment now, Consumer<Fact> say) {
    movements.tick(now, say);
    if (take(new Happening.Waits(), now) == DoorState.Word.HELD) {
      say.accept(new Fact.DoorHeld(plan.door(), plan.lockId(), plan.heldMillis()));
    }
  }
}
