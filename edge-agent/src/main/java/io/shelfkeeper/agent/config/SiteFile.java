package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import io.shelfkeeper.agent.core.signals.SignalPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of one shop, as its site file says, checked: every name that is used is defined, every
 * number is in its range.
 *
 * @param site id of the shop, 1 to 64 of {@code a-z 0-9 -}
 * @param tenant whose shop it is: orders name it; the shop's own id if the file does not say
 * @param device id of this device in the shop, the same alphabet
 * @param zone time zone of the shop, such as {@code Europe/Berlin}
 * @param cardTerabytes what may be written to the storage medium in its life, 0.1 to 10,000
 */
public record SiteFile(
    String site,
    String tenant,
    String device,
    String zone,
    Broker broker,
    List<Bus> buses,
    List<Device> devices,
    List<Tag> tags,
    List<Product> products,
    List<Fixture> fixtures,
    Locks locks,
    List<Signal> signals,
    @Nullable Intake intake,
    @Nullable Prices prices,
    @Nullable Labels labels,
    double cardTerabytes) {

  public SiteFile {
    buses = List.copyOf(buses);
    devices = List.copyOf(devices);
    tags = List.copyOf(tags);
    products = List.copyOf(products);
    fixtures = List.copyOf(fixtures);
    signals = List.copyOf(signals);
  }

  /**
   * The same wires and fixtures with other goods.
   *
   * @param planned what belongs in a bay
   */
  SiteFile with(List<Product> goods, Function<String, List<Planned>> planned) {
    return new SiteFile(
        site,
        tenant,
        device,
        zone,
        broker,
        buses,
        devices,
        tags,
        goods,
        fixtures.stream().map(fixture -> fixture.with(planned)).toList(),
        locks,
        signals,
        intake,
        prices,
        labels,
        cardTerabytes);
  }

  /** All bays of all fixtures in the order of the file. */
  public List<Bay> bays() {
    return fixtures.stream().flatMap(fixture -> fixture.bays().stream()).toList();
  }

  /** All cells in the order in which devices name them; a cell's index in it is its number. */
  public List<String> cells() {
    return devices.stream().map(Device::cell).filter(cell -> !cell.isEmpty()).toList();
  }

  /**
   * @param host name or address
   * @param port 1 to 65,535
   * @param tls whether the connection is TLS ({@code mqtts://}); the files are there exactly then
   */
  public record Broker(
      String host, int port, boolean tls, @Nullable Tls files, Delivery delivery) {}

  /**
   * Files of the TLS identity; paths start at the site file's folder. Either a key store, or a
   * certificate with its key, or none of them where the broker asks for no certificate.
   *
   * @param authorities PEM
   * @param keyStore PKCS #12
   * @param keyStorePassword file whose first line is the key store's password
   * @param certificate PEM
   * @param key PEM, PKCS #8
   */
  public record Tls(
      String authorities,
      @Nullable String keyStore,
      @Nullable String keyStorePassword,
      @Nullable String certificate,
      @Nullable String key) {}

  /** Whose word ends a row. */
  public enum Delivery {
    /** The backend's cumulative acknowledgement. */
    BACKEND,
    /** The broker's PUBACK: for backends that cannot acknowledge. */
    BROKER
  }

  public record Bus(String id, Link link) {}

  /** All scales in the order of the file. */
  public List<Device> scales() {
    return devices.stream().filter(device -> !device.cell().isEmpty()).toList();
  }

  /** All lock boards in the order of the file; a board's index in it is its number. */
  public List<Device> lockBoards() {
    return devices.stream().filter(device -> device.board() != null).toList();
  }

  /** All temperature probes in the order of the file. */
  public List<Device> probes() {
    return devices.stream().filter(device -> device.model().equals(Model.DS18B20.word())).toList();
  }

  /** All devices that serve price tags, in the order of the file. */
  public List<Device> stations() {
    return devices.stream().filter(device -> device.station() != null).toList();
  }

  /** How a bus is reached. */
  public sealed interface Link {

    /**
     * @param path device file, absolute
     * @param baud 1,200 to 921,600
     * @param parity {@code N}, {@code E} or {@code O}
     * @param stopBits 1 or 2
     */
    record Serial(String path, int baud, char parity, int stopBits) implements Link {}

    record Tcp(String host, int port) implements Link {}

    /**
     * Pins: the machine's own, or such that another program of this machine plays.
     *
     * @param host an address of this machine, empty where they are its own
     * @param port 1 to 65,535, or 0 where they are its own
     */
    record Pins(String host, int port) implements Link {
      /** The machine's own. */
      Pins() {
        this("", 0);
      }

      public boolean arePlayed() {
        return !host.isEmpty();
      }
    }

    /**
     * A bus of chips on two wires: one of the machine's own, or one that another program of this
     * machine plays.
     *
     * @param bus number of its device file, {@code /dev/i2c-1}: 0 to 999; 0 where it is played
     * @param host an address of this machine, empty where it is the machine's own
     * @param port 1 to 65,535, or 0 where it is the machine's own
     */
    record I2c(int bus, String host, int port) implements Link {
      /** The machine's own. */
      I2c(int bus) {
        this(bus, "", 0);
      }

      public boolean isPlayed() {
        return !host.isEmpty();
      }
    }

    /**
     * Files of sensors, which the kernel or a simulator writes.
     *
     * @param path of their folder, absolute
     */
    record Folder(String path) implements Link {}
  }

  /**
   * @param id the word for it in messages
   * @param model name of a driver, such as {@code rs485-transmitter}
   * @param address address on its bus, in the model's range; 0 if it has none
   * @param cell id of the weighing cell it reads, empty if it is no scale
   * @param samplesPerSecond how often it is asked, above 0; 0 if it is no scale
   * @param board what is set up on it if it is a lock board, or null
   * @param station what is set up on it if it serves price tags, or null
   * @param bridge the weighing cell at it, if it shows its bridge as it is, or null
   * @param sensor what names it in a folder of sensors; empty if nothing has to
   */
  public record Device(
      String id,
      String model,
      String bus,
      int address,
      String cell,
      double samplesPerSecond,
      @Nullable Board board,
      @Nullable Station station,
      @Nullable Bridge bridge,
      String sensor) {}

  /**
   * What is printed on a weighing cell, and how it is amplified.
   *
   * @param capacityGrams 10 to 10,000,000
   * @param millivoltsPerVolt at its capacity, 0.1 to 20
   * @param gain one that its converter has
   */
  public record Bridge(double capacityGrams, double millivoltsPerVolt, int gain) {
    /** Half a volt for each volt of supply is the last step, before it is amplified. */
    private static final double MILLIVOLTS_PER_VOLT_MAX = 500;

    /** Share of its converter's range that the cell needs for its capacity; above 1 is too much. */
    double rangeShare() {
      return millivoltsPerVolt * gain / MILLIVOLTS_PER_VOLT_MAX;
    }
  }

  /**
   * How a station of price tags is run.
   *
   * @param channel of its radio, another one than stations in reach have; 0 if it has none
   * @param checkInMinutes how often its tags are to be heard, 1 to 1,440; 0 leaves it to them
   * @param silentSeconds a tag that is not heard for so long is silent; 0 for three check-ins and
   *     two minutes
   */
  public record Station(int channel, int checkInMinutes, int silentSeconds) {}

  /**
   * One price tag.
   *
   * @param id its name as its station reports it
   * @param station id of the device that serves it
   * @param model the kind of tag, in the words of its maker
   * @param bay where it hangs; a bay may have several
   * @param sku what it shows: the first product of its bay if the file does not say
   * @param reserve whether the owner states that it keeps a picture in reserve
   */
  public record Tag(
      String id,
      String station,
      String model,
      Glass glass,
      String bay,
      String sku,
      boolean reserve) {}

  /**
   * How a lock board is built.
   *
   * @param channels locks that it can drive, numbered from 1
   * @param statusOrder which byte of a status of all locks holds the first eight
   * @param statusInverted whether that status says the opposite of the status of a single lock
   * @param pins its lines, if it is made of pins
   */
  public record Board(
      int channels, StatusOrder statusOrder, boolean statusInverted, @Nullable PinPlan pins) {

    /** A board on a wire. */
    public Board(int channels, StatusOrder statusOrder, boolean statusInverted) {
      this(channels, statusOrder, statusInverted, null);
    }

    /** Contacts that it can see, numbered from 1. */
    public int inputs() {
      return pins == null ? channels : pins.inputs().size();
    }
  }

  /** Boards of one protocol differ in this; found at commissioning with one open door. */
  public enum StatusOrder {
    LAST_BYTE_LOW,
    FIRST_BYTE_LOW
  }

  /**
   * @param gtin 8, 12, 13 or 14 digits with a right check digit, or empty
   * @param grams mean weight of a package
   * @param spread standard deviation between packages, grams
   */
  public record Product(String sku, String gtin, String name, double grams, double spread) {}

  /**
   * @param compartments ids of places without a scale, each behind a door of its own
   */
  public record Fixture(
      String id, String name, List<Bay> bays, List<String> compartments, List<Door> doors) {
    public Fixture {
      bays = List.copyOf(bays);
      compartments = List.copyOf(compartments);
      doors = List.copyOf(doors);
    }

    private Fixture with(Function<String, List<Planned>> planned) {
      List<Bay> others =
          bays.stream()
              .map(bay -> new Bay(bay.id, bay.shelf, bay.cells, planned.apply(bay.id)))
              .toList();
      return new Fixture(id, name, others, compartments, doors);
    }
  }

  /**
   * @param shelf bays of one shelf share their cells' shaking; the bay's own id if it stands alone
   * @param cells ids of its cells, at least one
   */
  public record Bay(String id, String shelf, List<String> cells, List<Planned> products) {
    public Bay {
      cells = List.copyOf(cells);
      products = List.copyOf(products);
    }
  }

  /**
   * @param count packages at the first start
   * @param low at or below this many the bay is low, 0 to never say so
   */
  public record Planned(String sku, int count, int low) {}

  /**
   * Where other programs of this device hand over their events.
   *
   * @param path of a Unix domain socket, absolute; empty where it is TCP
   * @param host an address of this machine, empty where it is a path
   * @param port 1 to 65,535, or 0 where it is a path
   * @param kind the class of a connection that declares none
   * @param telemetryMillis how long telemetry may wait for company before it is committed
   */
  public record Intake(String path, String host, int port, NoteClass kind, int telemetryMillis) {}

  /**
   * Everything that can be opened.
   *
   * @param caseSwitch tells when somebody opens the case of this device, or null
   * @param pulsesPerMinuteMax how often locks of this site may move in a minute, all together
   */
  public record Locks(List<Lock> all, @Nullable Contact caseSwitch, int pulsesPerMinuteMax) {
    public Locks {
      all = List.copyOf(all);
    }
  }

  /**
   * One lock at one output of a board that times the pulse itself.
   *
   * @param board id of a device that is a lock board
   * @param channel output of the board, from 1
   * @param feedback sees whether it is shut; null if nothing does, and outcomes are assumed
   * @param pulseMillis how long the board energises the coil
   * @param capMillis the coil never gets more than this, whatever fails; at least the pulse
   * @param openMillis how long after the pulse the feedback may take to say open; later is a jam
   * @param pulsesPerMinuteMax how often it may move in a minute
   * @param supply locks of one supply are never energised at the same time
   */
  public record Lock(
      String id,
      String board,
      int channel,
      @Nullable Contact feedback,
      int pulseMillis,
      int capMillis,
      int openMillis,
      int pulsesPerMinuteMax,
      String supply) {}

  /**
   * A switch at an input of a board. Which level means shut is a matter of wiring: it is found by
   * looking, never assumed.
   *
   * @param board id of a device that is a lock board
   * @param input from 1
   * @param closedWhenShut whether the contact is closed while the door is shut
   */
  public record Contact(String board, int input, boolean closedWhenShut) {}

  /**
   * @param lock id of the lock that holds it
   * @param opens ids of the bays or of the compartment behind it, at least one
   * @param contact a switch beside the lock's own feedback, or null
   * @param heldMillis open for longer than this is an alarm
   */
  public record Door(
      String id, String lock, List<String> opens, @Nullable Contact contact, int heldMillis) {
    public Door {
      opens = List.copyOf(opens);
    }
  }

  /**
   * A lamp, a light or a buzzer.
   *
   * @param plan what it is, and what it tells of
   * @param line its pin: a name, or {@code CHIP/LINE}
   * @param activeLow whether a low level lights it
   */
  public record Signal(SignalPlan plan, String line, boolean activeLow) {

    /** Id of the bus that it hangs on. */
    public String bus() {
      return plan.bus();
    }

    /** Kind and id, for people. */
    public String words() {
      return plan.kind().word() + " " + plan.id();
    }

    public String id() {
      return plan.id();
    }
  }

  /**
   * What goods cost until the backend has sent a list of prices.
   *
   * @param note tax, on labels of prices that have no note of their own; may be empty
   * @param charge what is charged while a tag shows another price than the one in force
   * @param byFixture whether one fixture changes after the other
   * @param earlyPercent share of the time of a change that lies before it, for prices that fall
   * @param list at most one for each product
   */
  public record Prices(
      PriceCurrency currency,
      String note,
      ChargeRule charge,
      boolean byFixture,
      int earlyPercent,
      List<Price> list) {
    public Prices {
      list = List.copyOf(list);
    }
  }

  /**
   * How price tags look.
   *
   * @param language of the words on them, such as {@code de}
   * @param folder templates, words and fonts of the shop's own; null if there are none
   * @param link where the square codes lead
   */
  public record Labels(String language, @Nullable Path folder, String link) {}
}
