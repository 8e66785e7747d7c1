package io.shelfkeeper.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of one shop, as its site file says, checked: every name that is used is defined, every
 * number is in its range.
 *
 * @param site id of the shop, 1 to 64 of {@code a-z 0-9 -}
 * @param device id of this device in the shop, the same alphabet
 */
public record SiteFile(
    String site,
    String device,
    Broker broker,
    List<Bus> buses,
    List<Device> devices,
    List<Product> products,
    List<Fixture> fixtures) {

  public SiteFile {
    buses = List.copyOf(buses);
    devices = List.copyOf(devices);
    products = List.copyOf(products);
    fixtures = List.copyOf(fixtures);
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
   * @param tls whether the connection is TLS ({@code mqtts://})
   */
  public record Broker(
      String host, int port, boolean tls, @Nullable Tls files, Delivery delivery) {}

  /** Files of the TLS identity; paths relative to the site file. */
  public record Tls(
      String authorities,
      @Nullable String keyStore,
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
  }

  /**
   * @param id the word for it in messages
   * @param model name of a driver, such as {@code rs485-transmitter}
   * @param address address on its bus, in the model's range
   * @param cell id of the weighing cell it reads, empty if it is no scale
   * @param samplesPerSecond how often it is asked, above 0
   */
  public record Device(
      String id, String model, String bus, int address, String cell, double samplesPerSecond) {}

  /**
   * @param gtin 8, 12, 13 or 14 digits with a right check digit, or empty
   * @param grams mean weight of a package
   * @param spread standard deviation between packages, grams
   */
  public record Product(String sku, String gtin, String name, double grams, double spread) {}

  public record Fixture(String id, String name, List<Bay> bays) {
    public Fixture {
      bays = List.copyOf(bays);
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
}
