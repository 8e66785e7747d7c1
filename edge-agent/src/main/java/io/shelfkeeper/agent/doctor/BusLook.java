package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One look at one bus. */
final class BusLook {
  /** Speeds that devices are delivered with, the most common first. */
  private static final int[] BAUDS = {9_600, 115_200, 19_200, 38_400, 57_600, 4_800};

  private final SiteFile.Bus bus;
  private final ByteLink link;
  private final Map<Model, DeviceLook> looks;
  private final DoorWords doors;

  BusLook(SiteFile.Bus bus, ByteLink link, DoorWords doors) {
    this.bus = bus;
    this.link = link;
    this.doors = doors;
    looks = looks(timing(bus.link()), doors);
  }

  private static Map<Model, DeviceLook> looks(RtuTiming timing, DoorWords doors) {
    Map<Model, DeviceLook> looks = new EnumMap<>(Model.class);
    looks.put(Model.RS485_TRANSMITTER, new ScaleLook(timing));
    looks.put(Model.LOCK_8A, new Board8aLook(doors, System::nanoTime));
    looks.put(Model.MODBUS_RELAY, new RelayLook(timing, doors));
    looks.put(Model.OEPL_NODE, new StationLook(System::nanoTime));
    looks.put(Model.WAVESHARE_43, new StationLook(System::nanoTime));
    return looks;
  }

  private static RtuTiming timing(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Serial serial -> RtuTiming.at(serial.baud());
      case SiteFile.Link.Tcp tcp -> RtuTiming.overNetwork();
      case SiteFile.Link.Pins pins -> throw new IllegalArgumentException("pins carry no frames");
      case SiteFile.Link.I2c i2c -> throw new IllegalArgumentException("I2C carries no frames");
      case SiteFile.Link.Folder folder ->
          throw new IllegalArgumentException("files carry no frames");
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
    DeviceLook look = look(Model.of(device.model()).orElseThrow());
    try {
      DeviceLook.Found found = look.look(link, device);
      return row(device, found.text(), found.verdict(), found.advice());
    } catch (DeviceFault fault) {
      String other = fault.kind() == FaultKind.LINK_DOWN ? "" : otherModel(device, look);
      if (!other.isEmpty()) {
        return row(
            device,
            other,
            Verdict.OTHER_MODEL,
            "Correct the model in the site file, or the address of what answers.");
      }
      return row(
          device, String.valueOf(fault.getMessage()), Verdict.of(fault.kind()), fault.check());
    }
  }

  /** Who else answers at its address; empty if nobody. */
  private String otherModel(SiteFile.Device device, DeviceLook own) {
    for (DeviceLook look : looks.values()) {
      if (look != own && device.board() != null && device.address() <= look.addressMax()) {
        try {
          return look.identity(link, device.address());
        } catch (DeviceFault fault) {
          // nobody of this model either
        }
      }
    }
    return "";
  }

  private DeviceLook look(Model model) {
    DeviceLook look = looks.get(model);
    if (look == null) {
      throw new IllegalStateException("nobody knows how to look at " + model.word());
    }
    return look;
  }

  /** The models of a bus; one without devices is taken for a bus of scales. */
  private static Set<Model> models(List<SiteFile.Device> own) {
    Set<Model> models = EnumSet.noneOf(Model.class);
    own.forEach(device -> models.add(Model.of(device.model()).orElseThrow()));
    return models.isEmpty() ? EnumSet.of(Model.RS485_TRANSMITTER) : models;
  }

  private List<WiringRow> strangers(List<SiteFile.Device> own, int addressMax) {
    Set<Integer> known = own.stream().map(SiteFile.Device::address).collect(Collectors.toSet());
    List<WiringRow> rows = new ArrayList<>();
    for (int address = 1; address <= addressMax; address++) {
      for (Model model : models(own)) {
        if (!known.contains(address) && address <= look(model).addressMax()) {
          stranger(address, look(model), rows);
        }
      }
    }
    return rows;
  }

  private void stranger(int address, DeviceLook look, List<WiringRow> rows) {
    try {
      String found = look.identity(link, address);
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
      if (baud != serial.baud() && answersAt(other, own.getFirst(), links)) {
        return silent.stream().map(row -> atOtherSpeed(row, baud)).toList();
      }
    }
    return silent;
  }

  private boolean answersAt(SiteFile.Link.Serial other, SiteFile.Device device, LinkMaker links) {
    DeviceLook look =
        looks(RtuTiming.at(other.baud()), doors).get(Model.of(device.model()).orElseThrow());
    try (ByteLink fast = links.link(other)) {
      fast.open();
      return look != null && !look.identity(fast, device.address()).isEmpty();
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
