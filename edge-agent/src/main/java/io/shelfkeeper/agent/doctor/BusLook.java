package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterDriver;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterIdentity;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One look at one bus. */
final class BusLook {
  /** Speeds that devices are delivered with, the most common first. */
  private static final int[] BAUDS = {9_600, 115_200, 19_200, 38_400, 57_600, 4_800};

  /** A device that missed one request may have been busy. */
  private static final int TRIES = 2;

  private final SiteFile.Bus bus;
  private final ByteLink link;
  private final RtuTiming timing;

  BusLook(SiteFile.Bus bus, ByteLink link) {
    this.bus = bus;
    this.link = link;
    this.timing = timing(bus.link());
  }

  private static RtuTiming timing(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Serial serial -> RtuTiming.at(serial.baud());
      case SiteFile.Link.Tcp tcp -> RtuTiming.overNetwork();
    };
  }

  /** The rows of a bus whose port is open. */
  List<WiringRow> rows(List<SiteFile.Device> own, int addressMax, LinkMaker links) {
    List<WiringRow> rows = new ArrayList<>();
    for (SiteFile.Device device : own) {
      rows.add(device(device));
    }
    rows.addAll(strangers(own, addressMax));
    boolean allSilent = rows.stream().allMatch(row -> row.verdict() == Verdict.SILENT);
    if (allSilent && !own.isEmpty() && bus.link() instanceof SiteFile.Link.Serial serial) {
      link.close();
      return atOtherSpeeds(rows, own, serial, links);
    }
    return rows;
  }

  /** The rows of a bus whose port does not open. */
  List<WiringRow> closed(List<SiteFile.Device> own, DeviceFault fault) {
    List<WiringRow> rows = new ArrayList<>();
    rows.add(
        new WiringRow(
            bus.id(),
            link.where(),
            0,
            "",
            "",
            String.valueOf(fault.getMessage()),
            Verdict.PORT_CLOSED,
            fault.check() + " Stop the agent before, it uses the port."));
    for (SiteFile.Device device : own) {
      rows.add(row(device, "", Verdict.NOT_LOOKED_AT, ""));
    }
    return rows;
  }

  private WiringRow device(SiteFile.Device device) {
    if (!device.model().equals(Model.RS485_TRANSMITTER.word())) {
      return row(device, "", Verdict.NOT_LOOKED_AT, "This version cannot look at this model.");
    }
    try {
      ScaleReading reading = weigh(device.address());
      String found = identity(device.address());
      return switch (reading.condition()) {
        case STABLE, MOVING ->
            row(device, "%s, now %s".formatted(found, grams(reading.grams())), Verdict.GOOD, "");
        case OVERLOAD, UNDERLOAD, FAULTY ->
            row(
                device,
                found + ", no weight: " + reading.condition().name().toLowerCase(Locale.ROOT),
                Verdict.NO_WEIGHT,
                "Take everything off the plate, then check the four wires of the cell.");
      };
    } catch (DeviceFault fault) {
      return row(
          device, String.valueOf(fault.getMessage()), Verdict.of(fault.kind()), fault.check());
    }
  }

  private ScaleReading weigh(int address) throws DeviceFault {
    TransmitterDriver driver = new TransmitterDriver(link, timing, address);
    for (int attempt = 1; ; attempt++) {
      try {
        return driver.read();
      } catch (DeviceFault fault) {
        if (attempt == TRIES || fault.kind() == FaultKind.LINK_DOWN) {
          throw fault;
        }
      }
    }
  }

  private String identity(int address) throws DeviceFault {
    TransmitterIdentity identity = TransmitterIdentity.ask(link, timing, address);
    return "transmitter, firmware %d, up to %s"
        .formatted(identity.firmware(), grams(identity.rangeMax()));
  }

  private static String grams(double grams) {
    return String.format(Locale.ROOT, "%.1f g", grams);
  }

  private List<WiringRow> strangers(List<SiteFile.Device> own, int addressMax) {
    Set<Integer> known = own.stream().map(SiteFile.Device::address).collect(Collectors.toSet());
    List<WiringRow> rows = new ArrayList<>();
    boolean scales = own.stream().noneMatch(device -> device.board() != null);
    for (int address = 1; scales && address <= addressMax; address++) {
      if (!known.contains(address)) {
        stranger(address, rows);
      }
    }
    return rows;
  }

  private void stranger(int address, List<WiringRow> rows) {
    try {
      String found = identity(address);
      rows.add(
          stranger(
              address,
              found,
              Verdict.NOT_IN_FILE,
              "Add it to \"devices\" with address " + address + ", or take it off this bus."));
    } catch (DeviceFault fault) {
      if (fault.kind() != FaultKind.NO_ANSWER) {
        rows.add(
            stranger(
                address,
                String.valueOf(fault.getMessage()),
                Verdict.of(fault.kind()),
                fault.check()));
      }
    }
  }

  /** A bus on which nobody says a word is often one that is set to another speed. */
  private List<WiringRow> atOtherSpeeds(
      List<WiringRow> silent,
      List<SiteFile.Device> own,
      SiteFile.Link.Serial serial,
      LinkMaker links) {
    for (int baud : BAUDS) {
      SiteFile.Link.Serial other =
          new SiteFile.Link.Serial(serial.path(), baud, serial.parity(), serial.stopBits());
      if (baud != serial.baud() && answersAt(other, own.getFirst().address(), links)) {
        return silent.stream().map(row -> atOtherSpeed(row, baud)).toList();
      }
    }
    return silent;
  }

  private static boolean answersAt(SiteFile.Link.Serial other, int address, LinkMaker links) {
    try (ByteLink fast = links.link(other)) {
      fast.open();
      TransmitterIdentity.ask(fast, RtuTiming.at(other.baud()), address);
      return true;
    } catch (DeviceFault fault) {
      return false; // not this speed either
    }
  }

  private static WiringRow atOtherSpeed(WiringRow row, int baud) {
    return new WiringRow(
        row.bus(),
        row.port(),
        row.address(),
        row.device(),
        row.cell(),
        "somebody answers at " + baud + " baud",
        Verdict.OTHER_SPEED,
        "Write baud=" + baud + " in the link of this bus, or set the devices to its speed.");
  }

  private WiringRow row(SiteFile.Device device, String found, Verdict verdict, String advice) {
    return new WiringRow(
        bus.id(),
        link.where(),
        device.address(),
        device.id(),
        device.cell(),
        found,
        verdict,
        advice);
  }

  private WiringRow stranger(int address, String found, Verdict verdict, String advice) {
    return new WiringRow(bus.id(), link.where(), address, "", "", found, verdict, advice);
  }
}
