package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.link.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens every bus, asks every address, and compares with the site file. Only reads: it changes no
 * device, moves no lock, and leaves the journal alone. The agent must not run meanwhile, because a
 * port has one user.
 */
public final class Doctor {
  /** How the case of this device is called where doors are named. */
  public static final String CASE = "case";

  private final LinkMaker links;
  private final Waiting waiting;

  public Doctor(LinkMaker links) {
    this(links, Waiting.inThisThread());
  }

  /**
   * @param waiting for chips that take their time
   */
  public Doctor(LinkMaker links, Waiting waiting) {
    this.links = links;
    this.waiting = waiting;
  }

  /**
   * Looks at all buses, one after the other. Takes about a tenth of a second for each silent
   * address of a bus with scales or relays, and 0.3 s on one with 8A boards.
   *
   * @param addressMax strangers are looked for from 1 up to this address, at most 247
   * @return a row for each port that does not open, each device of the file, and each stranger
   */
  public List<WiringRow> look(SiteFile site, int addressMax) {
    return look(site, addressMax, null);
  }

  /**
   * As above, and compares every contact with how its door stands.
   *
   * @param open ids of the doors that stand open, perhaps {@link #CASE}: all others are shut; null
   *     if nobody knows
   */
  public List<WiringRow> look(SiteFile site, int addressMax, @Nullable Set<String> open) {
    DoorWords doors = new DoorWords(site, open);
    List<WiringRow> rows = new ArrayList<>();
    for (SiteFile.Bus bus : site.buses()) {
      List<SiteFile.Device> own =
          site.devices().stream().filter(device -> device.bus().equals(bus.id())).toList();
      rows.addAll(bus(doors, bus, own, addressMax));
    }
    return rows;
  }

  private List<WiringRow> bus(
      DoorWords doors, SiteFile.Bus bus, List<SiteFile.Device> own, int addressMax) {
    ByteLink link = links.link(bus.link());
    if (link instanceof Pins pins) {
      return new PinsLook(bus.id(), link, pins, doors, doors.site().signals()).rows(own);
    }
    if (SensorsLook.canLookAt(link)) {
      return new SensorsLook(bus.id(), link, waiting).rows(own);
    }
    BusLook look = new BusLook(bus, link, doors);
    try (link) {
      link.open();
      return look.rows(own, addressMax, links);
    } catch (DeviceFault fault) {
      return look.closed(own, fault);
    }
  }
}
