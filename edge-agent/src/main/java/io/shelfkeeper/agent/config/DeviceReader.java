package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads buses and devices, and judges whether the buses can carry their devices. */
final class DeviceReader {
  private static final double SAMPLES_PER_SECOND_MIN = 1;
  private static final double SAMPLES_PER_SECOND_MAX = 320;
  private static final int RELAY_CHANNELS = 8;
  private static final int CHECK_IN_MINUTES_MAX = 24 * 60;
  private static final int SILENT_SECONDS_MIN = 10;
  private static final int SILENT_SECONDS_MAX = 7 * 24 * 60 * 60;

  /** Channels of the radio that tags look for their station on. */
  private static final List<Integer> CHANNELS = List.of(11, 15, 20, 25, 26, 27);

  private final Problems problems;
  private final Names buses;
  private final Names devices;
  private final Names cells;
  private final Map<String, SiteFile.Device> boards = new LinkedHashMap<>();
  private final Map<String, Model> firstOfBus = new HashMap<>();
  private final Map<String, Place> addresses = new HashMap<>();
  private final Map<String, Model> stations = new HashMap<>();
  private final Map<String, String> busOfSignals = new LinkedHashMap<>();
  private final Map<String, SiteFile.Link> linkOfBus = new HashMap<>();
  private final Map<SiteFile.Link, Place> links = new HashMap<>();
  private final PinReader pins;
  private final SensorReader sensors;

  DeviceReader(Problems problems, Names cells) {
    this.problems = problems;
    this.buses = new Names(problems, "bus");
    this.devices = new Names(problems, "device");
    this.cells = cells;
    this.pins = new PinReader(problems);
    this.sensors = new SensorReader(problems);
  }

  List<SiteFile.Bus> buses(List<Section> sections) {
    List<SiteFile.Bus> read = new ArrayList<>();
    for (Section section : sections) {
      Word id = section.name("id", Alphabet.NAME);
      Word text = section.text("link");
      section.end();
      buses.give(id);
      Optional<SiteFile.Link> link = Links.read(text, problems);
      link.ifPresent(found -> once(found, text.place()));
      link.ifPresent(found -> linkOfBus.put(id.text(), found));
      read.add(new SiteFile.Bus(id.text(), link.orElse(new SiteFile.Link.Tcp("", 1))));
    }
    if (sections.isEmpty()) {
      buses.lacksSome();
    }
    return read;
  }

  private void once(SiteFile.Link link, Place place) {
    if (link instanceof SiteFile.Link.Folder) {
      return; // its sensors are asked side by side, if they are on buses of their own
    }
    // Two workers on one port would eat each other's answers, whatever their baud rates.
    SiteFile.Link port =
        link instanceof SiteFile.Link.Serial serial
            ? new SiteFile.Link.Serial(serial.path(), 0, 'N', 1)
            : link;
    Place first = links.putIfAbsent(port, place);
    if (first != null) {
      problems.add(
          place,
          "this port is used already, in line " + first.line(),
          "another port, or one bus for all devices on this one");
    }
  }

  List<SiteFile.Device> devices(List<Section> sections) {
    List<SiteFile.Device> read = new ArrayList<>();
    for (Section section : sections) {
      read.add(device(section));
    }
    if (sections.isEmpty()) {
      cells.lacksSome();
    }
    return read;
  }

  private SiteFile.Device device(Section section) {
    Word id = section.name("id", Alphabet.NAME);
    devices.give(id);
    Word modelWord = section.text("model");
    Optional<Model> model = Model.of(modelWord.text());
    if (model.isEmpty() && !modelWord.text().isEmpty()) {
      problems.add(
          modelWord.place(),
          "there is no driver for the model " + modelWord.quoted(),
          Words.choice(modelWord.text(), Model.words()));
    }
    Word bus = section.name("bus", Alphabet.NAME);
    // What nobody knows is taken for a scale: most devices are.
    Model.Kind kind = model.map(Model::kind).orElse(Model.Kind.SCALE);
    OptionalInt address =
        model.filter(own -> own.addressMax() == 0).isPresent()
            ? OptionalInt.empty()
            : section.integer(
                "address",
                model.map(Model::addressMin).orElse(0),
                model.map(Model::addressMax).orElse(Integer.MAX_VALUE));
    if (buses.use(bus)) {
      address.ifPresent(number -> addressedOnce(section, bus, number));
      model.filter(own -> oneKindOnABus(bus, own)).ifPresent(own -> goesWith(bus, own));
    }
    boolean isScale = kind == Model.Kind.SCALE;
    Word cell = isScale ? section.name("cell", Alphabet.NAME) : new Word("", id.place());
    double rate =
        isScale
            ? section.decimal(
                "samples_per_second",
                SAMPLES_PER_SECOND_MIN,
                model.map(Model::samplesPerSecondMax).orElse(SAMPLES_PER_SECOND_MAX))
            : 0;
    SiteFile.Board board =
        kind == Model.Kind.LOCK_BOARD ? board(section, model.orElseThrow()) : null;
    SiteFile.Station station =
        kind == Model.Kind.STATION ? station(section, model.orElseThrow()) : null;
    SiteFile.Bridge bridge =
        model.filter(own -> !own.gains().isEmpty()).isPresent()
            ? sensors.bridge(section, model.orElseThrow())
            : null;
    String sensor = sensor(section, bus, model);
    section.end();
    SiteFile.Device device =
        new SiteFile.Device(
            id.text(),
            modelWord.text(),
            bus.text(),
            address.orElse(model.map(Model::fixedAddress).orElse(0)),
            cell.text(),
            rate,
            board,
            station,
            bridge,
            sensor);
    switch (kind) {
      case SCALE -> cells.give(cell);
      case LOCK_BOARD -> {
        if (!id.text().isEmpty()) {
          boards.put(id.text(), device);
        }
      }
      case SIGNALS -> busOfSignals.put(id.text(), bus.text());
      case STATION -> {
        if (!id.text().isEmpty()) {
          stations.put(id.text(), model.orElseThrow());
        }
      }
      case PROBE -> {}
    }
    return device;
  }

  private String sensor(Section section, Word bus, Optional<Model> model) {
    if (model.filter(own -> own.medium() == Medium.FOLDER).isEmpty()) {
      return "";
    }
    SiteFile.Link link = linkOfBus.getOrDefault(bus.text(), new SiteFile.Link.Folder(bus.text()));
    return sensors.sensor(section, model.orElseThrow(), link);
  }

  private void goesWith(Word bus, Model model) {
    int fixed = model.fixedAddress();
    Place first = fixed == 0 ? null : addresses.putIfAbsent(bus.text() + " " + fixed, bus.place());
    if (first != null) {
      problems.add(
          bus.place(),
          "two devices with address 0x%02x on %s: the other is in line %d"
              .formatted(fixed, bus.quoted(), first.line()),
          "a bus of its own for each: a multiplexer makes one of every channel");
    }
    SiteFile.Link link = linkOfBus.get(bus.text());
    if (link != null && Medium.of(link) != model.medium()) {
      problems.add(
          bus.place(),
          "%s is %s, and %s does not go with it"
              .formatted(bus.quoted(), Medium.of(link).words(), model.word()),
          model.medium().instead());
    }
    if (link instanceof SiteFile.Link.Serial line
        && model.baud() != 0
        && line.baud() != model.baud()) {
      problems.add(
          bus.place(),
          "%s runs at %d baud, and %s speaks %d only"
              .formatted(bus.quoted(), line.baud(), model.word(), model.baud()),
          "?baud=%d behind the path of its port".formatted(model.baud()));
    }
  }

  private static SiteFile.Station station(Section section, Model model) {
    return switch (model) {
      case OEPL_NODE -> new SiteFile.Station(channel(section), checkIn(section), silent(section));
      // It sleeps never, and answers once a minute.
      case WAVESHARE_43 -> new SiteFile.Station(0, 1, 0);
      default -> throw new IllegalArgumentException(model.word() + " serves no tags");
    };
  }

  private static int channel(Section section) {
    int channel = section.integer("channel", CHANNELS.getFirst(), CHANNELS.getLast()).orElse(0);
    if (channel != 0 && !CHANNELS.contains(channel)) {
      section.problem(
          "channel",
          "no tag looks for its station on the channel %d".formatted(channel),
          "one of %s, another one than stations in reach have".formatted(CHANNELS));
    }
    return channel;
  }

  private static int checkIn(Section section) {
    return section.has("check_in_minutes")
        ? section.integer("check_in_minutes", 1, CHECK_IN_MINUTES_MAX).orElse(0)
        : 0;
  }

  private static int silent(Section section) {
    return section.has("silent_after_seconds")
        ? section.integer("silent_after_seconds", SILENT_SECONDS_MIN, SILENT_SECONDS_MAX).orElse(0)
        : 0;
  }

  /** The devices that serve price tags, by their id. */
  Map<String, Model> stations() {
    return stations;
  }

  private SiteFile.Board board(Section section, Model model) {
    if (model == Model.PIN_BOARD) {
      PinPlan plan = pins.read(section);
      return new SiteFile.Board(
          plan.outputs().size(), SiteFile.StatusOrder.LAST_BYTE_LOW, false, plan);
    }
    if (model == Model.MODBUS_RELAY) {
      return new SiteFile.Board(RELAY_CHANNELS, SiteFile.StatusOrder.LAST_BYTE_LOW, false);
    }
    int channels = section.integer("channels", 2, 50).orElse(50);
    String order = section.oneOf("status_order", List.of("last_byte_low", "first_byte_low"));
    boolean inverted = section.truth("status_inverted", false);
    return new SiteFile.Board(
        channels, SiteFile.StatusOrder.valueOf(order.toUpperCase(Locale.ROOT)), inverted);
  }

  /** Whether it is there with its kind only. */
  private boolean oneKindOnABus(Word bus, Model own) {
    Model first = firstOfBus.putIfAbsent(bus.text(), own);
    if (own.kind() == Model.Kind.SIGNALS && busOfSignals.containsValue(bus.text())) {
      problems.add(
          bus.place(),
          "the signals of %s have their device already".formatted(bus.quoted()),
          "that one for all of them");
      return false;
    }
    if (first != null && !first.goesWith(own)) {
      problems.add(
          bus.place(),
          "%s carries %s, and %s does not go with it"
              .formatted(bus.quoted(), first.word(), own.word()),
          own.kind() == Model.Kind.STATION || first.kind() == Model.Kind.STATION
              ? "a bus of its own for each device that serves price tags"
              : own.kind() == Model.Kind.LOCK_BOARD || first.kind() == Model.Kind.LOCK_BOARD
                  ? "a bus of its own for the lock boards: nothing else may delay or disturb them"
                  : "a bus of its own for the temperature probes: they measure for a second");
      return false;
    }
    return true;
  }

  Names names() {
    return devices;
  }

  /** The buses of the devices that play signals, by the id of the device. */
  Map<String, String> busOfSignals() {
    return busOfSignals;
  }

  /** Knows which lines are taken. */
  PinReader pins() {
    return pins;
  }

  /** The lock boards by their id. */
  Map<String, SiteFile.Device> boards() {
    return boards;
  }

  private void addressedOnce(Section section, Word bus, int address) {
    Place first = addresses.putIfAbsent(bus.text() + " " + address, section.placeOf("address"));
    if (first != null) {
      section.problem(
          "address",
          "two devices with address %d on %s: the other is in line %d"
              .formatted(address, bus.quoted(), first.line()),
          "the address that this device is set to, or another bus");
    }
  }

  /** Tells of buses that cannot ask their devices as often as the file wants. */
  void loads(List<SiteFile.Bus> all, List<SiteFile.Device> devicesRead) {
    for (SiteFile.Bus bus : all) {
      Place place = buses.place(bus.id());
      List<SiteFile.Device> own =
          devicesRead.stream().filter(device -> device.bus().equals(bus.id())).toList();
      if (place != null && bus.link() instanceof SiteFile.Link.Serial line) {
        load(place, bus, line, own);
      } else if (place != null && bus.link() instanceof SiteFile.Link.Folder) {
        folderLoad(place, bus, own);
      }
    }
  }

  private void load(
      Place place, SiteFile.Bus bus, SiteFile.Link.Serial line, List<SiteFile.Device> own) {
    double share = WireTime.share(line, own);
    if (share <= WireTime.SHARE_MAX) {
      return;
    }
    StringBuilder instead = new StringBuilder();
    for (int baud : WireTime.BAUDS) {
      SiteFile.Link.Serial faster =
          new SiteFile.Link.Serial(line.path(), baud, line.parity(), line.stopBits());
      if (instead.isEmpty()
          && baud > line.baud()
          && WireTime.share(faster, own) <= WireTime.SHARE_MAX) {
        instead.append("baud=").append(baud).append(" here and on the devices, or ");
      }
    }
    problems.add(
        place,
        "%s at %d baud needs %.1f s of wire for each second of its %d devices"
            .formatted(Words.quoted(bus.id()), line.baud(), share, own.size()),
        instead + "at most %s samples_per_second, or a second bus".formatted(rate(own, share)));
  }

  private void folderLoad(Place place, SiteFile.Bus bus, List<SiteFile.Device> own) {
    double share = WireTime.folderShare(own);
    if (share > 1) {
      problems.add(
          place,
          "%s needs %.1f s of waiting for each second of its %d sensors: the kernel waits for one"
                  .formatted(Words.quoted(bus.id()), share, own.size())
              + " after the other",
          "a bus of its own, with the same link, for some of them");
    }
  }

  private static String rate(List<SiteFile.Device> own, double share) {
    double fastest =
        own.stream()
            .mapToDouble(SiteFile.Device::samplesPerSecond)
            .filter(rate -> !Double.isNaN(rate))
            .max()
            .orElse(1);
    double possible = Math.floor(fastest * WireTime.SHARE_MAX / share * 10) / 10;
    return ScalarType.text(possible);
  }
}
