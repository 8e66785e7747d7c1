package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.Glass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads price tags: which station serves them, what glass they have, and what hangs where. */
final class TagReader {
  private final Problems problems;
  private final Map<String, Model> stations;
  private final Names devices;
  private final Names bays;
  private final Map<String, SiteFile.Bay> bayById = new HashMap<>();
  private final Names ids;
  private final Map<String, Place> tagOfPanel = new HashMap<>();

  /**
   * @param stations models of the devices that serve tags, by their id
   * @param devices all devices
   */
  TagReader(
      Problems problems,
      Map<String, Model> stations,
      Names devices,
      Names bays,
      List<SiteFile.Fixture> fixtures) {
    this.problems = problems;
    this.stations = stations;
    this.devices = devices;
    this.bays = bays;
    this.ids = new Names(problems, "tag");
    fixtures.stream()
        .flatMap(fixture -> fixture.bays().stream())
        .forEach(bay -> bayById.put(bay.id(), bay));
  }

  List<SiteFile.Tag> read(Section top) {
    List<SiteFile.Tag> read = new ArrayList<>();
    for (String needed : List.of("prices", "labels")) {
      if (!top.has(needed)) {
        top.problem("tags", "there are tags but no " + needed, "add \"%s: …\"".formatted(needed));
      }
    }
    for (Section section : top.sections("tags", "a tag")) {
      SiteFile.Tag tag = tag(section);
      if (tag != null) {
        read.add(tag);
      }
    }
    return read;
  }

  private SiteFile.@Nullable Tag tag(Section section) {
    Word id = section.name("id", Alphabet.NAME);
    Word device = section.name("device", Alphabet.NAME);
    Word model = section.text("model");
    Word bay = section.name("bay", Alphabet.NAME);
    Optional<Word> sku = section.nameIfAny("sku", Alphabet.NAME);
    boolean reserve = section.truth("reserve", false);
    section.end();
    Model station = station(device);
    String name = station == null ? id.text() : named(id, device, station);
    ids.give(new Word(name, id.place()));
    Glass glass = station == null ? null : glass(model, station);
    String shown = shown(bay, sku);
    return glass == null || shown == null
        ? null
        : new SiteFile.Tag(name, device.text(), model.text(), glass, bay.text(), shown, reserve);
  }

  private @Nullable Model station(Word device) {
    if (!devices.use(device)) {
      return null;
    }
    Model station = stations.get(device.text());
    if (station == null) {
      problems.add(
          device.place(),
          device.quoted() + " serves no tags",
          "a device of the model " + Words.choices(Model.words(Model.Kind.STATION)));
    }
    return station;
  }

  private String named(Word id, Word device, Model station) {
    if (id.text().isEmpty()) {
      return "";
    }
    Place first = station.servesMany() ? null : tagOfPanel.putIfAbsent(device.text(), id.place());
    if (first != null) {
      problems.add(
          device.place(),
          "%s has its tag already, in line %d".formatted(device.quoted(), first.line()),
          "a %s is one tag only".formatted(station.word()));
    }
    String name = station.tagName(id.text());
    if (name.isEmpty()) {
      problems.add(
          id.place(),
          "%s is no name of a tag of %s".formatted(id.quoted(), station.word()),
          station.tagNameRule());
    }
    return name;
  }

  private @Nullable Glass glass(Word model, Model station) {
    Optional<Glass> glass = station.glass(model.text());
    if (glass.isEmpty() && !model.text().isEmpty()) {
      problems.add(
          model.place(),
          "%s serves no tag of the type %s".formatted(station.word(), model.quoted()),
          Words.choice(model.text(), station.tagModels()));
    }
    return glass.orElse(null);
  }

  /** The product that it shows, or null after a problem. */
  private @Nullable String shown(Word bay, Optional<Word> sku) {
    if (!bays.use(bay)) {
      return null;
    }
    SiteFile.Bay own = bayById.get(bay.text());
    if (own == null) {
      problems.add(
          bay.place(),
          "the place %s has no goods that a tag could show".formatted(bay.quoted()),
          "a bay: " + Words.choices(bayById.keySet()));
      return null;
    }
    List<String> planned = own.products().stream().map(SiteFile.Planned::sku).toList();
    if (sku.isPresent() && !sku.get().text().isEmpty() && !planned.contains(sku.get().text())) {
      problems.add(
          sku.get().place(),
          "the product %s does not belong in this bay".formatted(sku.get().quoted()),
          Words.choice(sku.get().text(), planned));
      return null;
    }
    return sku.map(Word::text).orElse(planned.isEmpty() ? null : planned.getFirst());
  }
}
