package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.LineDevice;
import io.shelfkeeper.simulator.models.LockBoard8a;
import io.shelfkeeper.simulator.models.ModbusRelayBoard;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.models.Wiring;
import io.shelfkeeper.simulator.world.Coil;
import io.shelfkeeper.simulator.world.Contact;
import io.shelfkeeper.simulator.world.DoorPlan;
import io.shelfkeeper.simulator.world.Doors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a site file as a plan of doors and of what is wired to each lock board. */
final class LockPlans {
  private LockPlans() {}

  /** Doors of compartments jump open; others wait for a hand. */
  static List<DoorPlan> doors(SiteFile site) {
    List<DoorPlan> plans = new ArrayList<>();
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        boolean sprung = fixture.compartments().containsAll(door.opens());
        plans.add(new DoorPlan(door.id(), door.lock(), sprung));
      }
    }
    return plans;
  }

  static LineDevice board(
      SiteFile site,
      SiteFile.Device device,
      SiteFile.Board built,
      int baud,
      Doors doors,
      Troubles troubles) {
    Wiring wiring = wiring(site, device.id(), built, doors);
    if (device.model().equals("modbus-relay")) {
      return new ModbusRelayBoard(device.id(), device.address(), baud, wiring, troubles);
    }
    boolean lastLow = built.statusOrder() == SiteFile.StatusOrder.LAST_BYTE_LOW;
    LockBoard8a.Build build =
        new LockBoard8a.Build(device.address(), built.channels(), lastLow, built.statusInverted());
    return new LockBoard8a(device.id(), build, baud, wiring, troubles);
  }

  /** What is wired to the terminals of a board, by the site file. */
  static Wiring wiring(SiteFile site, String board, SiteFile.Board built, Doors doors) {
    Coil[] coils = new Coil[built.channels()];
    Contact[] contacts = new Contact[built.inputs()];
    Arrays.fill(coils, Coil.NONE);
    Arrays.fill(contacts, Contact.NONE);
    for (SiteFile.Lock lock : site.locks().all()) {
      if (lock.board().equals(board)) {
        coils[lock.channel() - 1] = doors.coil(lock.id());
      }
      put(contacts, board, lock.feedback(), shut -> doors.feedback(lock.id(), shut));
    }
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        put(contacts, board, door.contact(), shut -> doors.leaf(door.id(), shut));
      }
    }
    put(contacts, board, site.locks().caseSwitch(), doors::caseSwitch);
    return new Wiring(List.of(coils), List.of(contacts));
  }

  /**
   * @param made makes the contact, told whether it is closed while the door is shut
   */
  private static void put(
      Contact[] contacts,
      String board,
      SiteFile.@Nullable Contact place,
      Function<Boolean, Contact> made) {
    if (place != null && place.board().equals(board)) {
      contacts[place.input() - 1] = made.apply(place.closedWhenShut());
    }
  }
}
