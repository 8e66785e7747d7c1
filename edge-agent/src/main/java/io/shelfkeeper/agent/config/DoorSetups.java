package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says to the core which doors there are, and which contacts see them. */
final class DoorSetups {
  private DoorSetups() {}

  static DoorsPlan of(SiteFile site) {
    List<SiteFile.Device> boards = site.lockBoards();
    List<String> names = boards.stream().map(SiteFile.Device::id).toList();
    List<SiteFile.Lock> locks = site.locks().all();
    List<String> lockIds = locks.stream().map(SiteFile.Lock::id).toList();
    List<DoorPlan> doors = new ArrayList<>();
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        int number = lockIds.indexOf(door.lock());
        SiteFile.Lock lock = locks.get(number);
        doors.add(
            new DoorPlan(
                door.id(),
                number,
                lock.id(),
                names.indexOf(lock.board()),
                lock.supply(),
                contact(lock.feedback(), names),
                contact(door.contact(), names),
                door.heldMillis()));
      }
    }
    return new DoorsPlan(
        boards.stream().map(board -> new DoorsPlan.Board(board.id(), board.bus())).toList(),
        doors,
        contact(site.locks().caseSwitch(), names));
  }

  private static @Nullable ContactPlan contact(
      SiteFile.@Nullable Contact contact, List<String> boards) {
    return contact == null
        ? null
        : new ContactPlan(
            boards.indexOf(contact.board()), contact.input(), contact.closedWhenShut());
  }
}
