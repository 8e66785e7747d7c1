package io.shelfkeeper.agent.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a whole site file from its top. */
final class SiteReader {
  private static final String CARD = "card_terabytes";
  private static final double CARD_MIN = 0.1;
  private static final double CARD_MAX = 10_000;

  /** What makers' tables of endurance say of a consumer's card of 32 GB, rounded down. */
  private static final double CARD_USUAL = 10;

  private final Problems problems;
  private final Path folder;

  SiteReader(Problems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
  }

  /** The shop, or null if there are problems. */
  @Nullable SiteFile read(Yaml root) {
    if (!(root instanceof Yaml.Mapping mapping)) {
      problems.add(
          root.place(),
          "the file is %s where keys and values are needed".formatted(root.kind()),
          "site: …, device: …, broker: … and so on, as in the sample site file");
      return null;
    }
    SiteFile site = read(new Section(problems, mapping, "a site file"));
    return problems.any() ? null : site;
  }

  private SiteFile read(Section top) {
    Word site = top.name("site", Alphabet.TOPIC);
    String tenant = top.nameIfAny("tenant", Alphabet.TOPIC).map(Word::text).orElse(site.text());
    Word device = top.name("device", Alphabet.TOPIC);
    String zone = zone(top);
    BrokerReader brokers = new BrokerReader(problems, folder);
    Optional<SiteFile.Broker> broker = top.section("broker", "the broker").map(brokers::read);
    Names cells = new Names(problems, "cell");
    Names skus = new Names(problems, "product");
    DeviceReader wiring = new DeviceReader(problems, cells);
    List<SiteFile.Bus> buses = wiring.buses(top.sections("buses", "a bus"));
    List<Section> deviceSections = top.sections("devices", "a device");
    List<SiteFile.Device> devices = wiring.devices(deviceSections);
    wiring.loads(buses, devices);
    oneRate(deviceSections, devices);
    LockReader lockReader = new LockReader(problems, wiring.boards(), wiring.names());
    SiteFile.Locks locks = lockReader.read(top);
    List<SiteFile.Product> products =
        top.has("products")
            ? new ProductReader(problems, skus).read(top.sections("products", "a product"))
            : List.of();
    FixtureReader fixtureReader = new FixtureReader(problems, cells, skus, lockReader);
    List<SiteFile.Fixture> fixtures = fixtureReader.read(top.sections("fixtures", "a fixture"));
    List<SiteFile.Tag> tags =
        top.has("tags")
            ? new TagReader(
                    problems, wiring.stations(), wiring.names(), fixtureReader.bays(), fixtures)
                .read(top)
            : List.of();
    List<SiteFile.Signal> signals =
        top.has("signals")
            ? new SignalReader(problems, wiring, fixtureReader)
                .read(top.sections("signals", "a signal"))
            : List.of();
    SiteFile.Intake intake = top.has("intake") ? new IntakeReader(problems).read(top) : null;
    PriceReader priceReader = new PriceReader(problems, skus, folder);
    SiteFile.Prices prices = top.has("prices") ? priceReader.prices(top) : null;
    SiteFile.Labels labels = top.has("labels") ? priceReader.labels(top) : null;
    double card = top.has(CARD) ? top.decimal(CARD, CARD_MIN, CARD_MAX) : CARD_USUAL;
    top.end();
    return new SiteFile(
        site.text(),
        tenant,
        device.text(),
        zone,
        broker.orElse(BrokerReader.NONE),
        buses,
        devices,
        tags,
        products,
        fixtures,
        locks,
        signals,
        intake,
        prices,
        labels,
        card);
  }

  private String zone(Section top) {
    if (!top.has("time_zone")) {
      return "UTC";
    }
    Word zone = top.text("time_zone");
    if (!zone.text().isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone.text())) {
      problems.add(
          zone.place(),
          zone.quoted() + " is no time zone",
          Words.choice(zone.text(), List.of("UTC", "Europe/Berlin", "Asia/Shanghai")));
    }
    return zone.text();
  }

  /** The stock engine judges all cells by one clock. */
  private void oneRate(List<Section> sections, List<SiteFile.Device> devices) {
    double first =
        devices.stream()
            .mapToDouble(SiteFile.Device::samplesPerSecond)
            .filter(rate -> rate > 0)
            .findFirst()
            .orElse(Double.NaN);
    for (int i = 0; i < devices.size(); i++) {
      double rate = devices.get(i).samplesPerSecond();
      if (rate > 0 && rate != first) {
        sections
            .get(i)
            .problem(
                "samples_per_second",
                "all scales of a site are asked equally often, and the first one is asked %s times"
                    .formatted(ScalarType.text(first)),
                "samples_per_second: " + ScalarType.text(first));
      }
    }
  }
}
