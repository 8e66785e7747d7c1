package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.Pins;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens every bus, asks every address, and compares with the site file. Only reads: it changes no
 * device, moves no lock, and leaves the journal alone. The agent must not run meanwhile, because a
 * port has one user.
 */
public final class Doctor {
  private final LinkMaker links;

  public Doctor(LinkMaker links) {
    this.links = links;
  }

  /**
   * Looks at all buses, one after the other. Takes about a tenth of a second for each silent
   * address of a bus with scales or relays, and 0.3 s on one with 8A boards.
   *
   * @param addressMax strangers are looked for from 1 up to this address, at most 247
   * @return a row for each port that does not open, each device of the file, and each stranger
   */
  public List<WiringRow> look(SiteFile site, int addressMax) {
    List<WiringRow> rows = new ArrayList<>();
    for (SiteFile.Bus bus : site.buses()) {
      List<SiteFile.Device> own =
          site.devices().stream().filter(device -> device.bus().equals(bus.id())).toList();
      rows.addAll(bus(site, bus, own, addressMax));
    }
    return rows;
  }

  private List<WiringRow> bus(
      SiteFile site, SiteFile.Bus bus, List<SiteFile.Device> own, int addressMax) {
    ByteLink link = links.link(bus.link());
    if (link instanceof Pins pins) {
      return new PinsLook(bus.id(), link, pins, new DoorWords(site)).rows(own);
    }
    BusLook look = new BusLook(bus, link, new DoorWords(site));
    try (link) {
      link.open();
      return look.rows(own, addressMax, links);
    } catch (DeviceFault fault) {
      return look.closed(own, fault);
    }
  }
}
