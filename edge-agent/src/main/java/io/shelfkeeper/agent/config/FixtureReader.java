package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads fixtures with their bays: which cells make up a bay, and what belongs there. */
final class FixtureReader {
  private final Problems problems;
  private final Names fixtures;
  private final Names bays;
  private final Names cells;
  private final PlannedReader planned;
  private final LockReader locks;
  private final DoorReader doors;
  private final Map<String, Word> bayOfCell = new HashMap<>();
  private final Map<String, Word> shelves = new HashMap<>();
  private final Map<String, String> fixtureOfShelf = new HashMap<>();
  private final Map<String, String> shelfOfBay = new HashMap<>();

  FixtureReader(Problems problems, Names cells, Names skus, LockReader locks) {
    this.problems = problems;
    this.locks = locks;
    this.doors = new DoorReader(problems, locks);
    this.fixtures = new Names(problems, "fixture");
    this.bays = new Names(problems, "bay");
    this.cells = cells;
    this.planned = new PlannedReader(problems, skus);
  }

  /** Bays and compartments. */
  Names bays() {
    return bays;
  }

  Names doors() {
    return doors.doors();
  }

  List<SiteFile.Fixture> read(List<Section> sections) {
    List<SiteFile.Fixture> read = new ArrayList<>();
    for (Section section : sections) {
      Word id = section.name("id", Alphabet.NAME);
      fixtures.give(id);
      String name = section.has("name") ? section.text("name").text() : id.text();
      read.add(fixture(section, id.text(), name));
    }
    shelvesAndBaysAreNotMixed();
    if (!sections.isEmpty()) {
      everyCellHasABay();
      locks.everyLockHasADoor();
    }
    return read;
  }

  private SiteFile.Fixture fixture(Section section, String id, String name) {
    List<Word> compartments =
        section.has("compartments")
            ? section.names("compartments", Alphabet.NAME, "a compartment")
            : List.of();
    compartments.forEach(bays::give);
    List<SiteFile.Bay> own = new ArrayList<>();
    if (section.has("bays") || compartments.isEmpty()) {
      for (Section bay : section.sections("bays", "a bay")) {
        own.add(bay(bay, id));
      }
    }
    List<SiteFile.Door> ownDoors =
        doors.read(section, own.stream().map(SiteFile.Bay::id).toList(), compartments);
    section.end();
    return new SiteFile.Fixture(
        id, name, own, compartments.stream().map(Word::text).toList(), ownDoors);
  }

  private SiteFile.Bay bay(Section section, String fixture) {
    Word id = section.name("id", Alphabet.NAME);
    bays.give(id);
    Word shelf = section.nameIfAny("shelf", Alphabet.NAME).orElse(id);
    shelf(id, shelf, fixture);
    List<Word> own = section.names("cells", Alphabet.NAME, "a cell");
    for (Word cell : own) {
      cell(cell, id);
    }
    List<SiteFile.Planned> products = planned.read(section, true);
    section.end();
    return new SiteFile.Bay(
        id.text(), shelf.text(), own.stream().map(Word::text).toList(), products);
  }

  private void shelf(Word bay, Word shelf, String fixture) {
    if (shelf.text().isEmpty()) {
      return;
    }
    shelfOfBay.put(bay.text(), shelf.text());
    if (!shelf.text().equals(bay.text())) {
      shelves.putIfAbsent(shelf.text(), shelf);
    }
    String first = fixtureOfShelf.putIfAbsent(shelf.text(), fixture);
    if (first != null && !first.equals(fixture) && !shelf.text().equals(bay.text())) {
      problems.add(
          shelf.place(),
          "the shelf %s is in the fixture %s already".formatted(shelf.quoted(), first),
          "another name for this shelf");
    }
  }

  private void cell(Word cell, Word bay) {
    if (!cells.use(cell)) {
      return;
    }
    Word first = bayOfCell.putIfAbsent(cell.text(), bay);
    if (first != null) {
      problems.add(
          cell.place(),
          "the cell %s belongs to the bay %s already, in line %d"
              .formatted(cell.quoted(), first.quoted(), first.place().line()),
          "a cell is weighed for one bay only: name it once");
    }
  }

  /** A shelf called like a lonely bay would silently be weighed together with it. */
  private void shelvesAndBaysAreNotMixed() {
    for (Word shelf : shelves.values()) {
      Place bay = bays.place(shelf.text());
      boolean standsAlone = shelf.text().equals(shelfOfBay.get(shelf.text()));
      if (bay != null && standsAlone) {
        problems.add(
            shelf.place(),
            "the shelf %s is called like the bay in line %d".formatted(shelf.quoted(), bay.line()),
            "a name that no bay has, and the same shelf for all bays of it");
      }
    }
  }

  private void everyCellHasABay() {
    cells
        .all()
        .forEach(
            (cell, place) -> {
              if (!bayOfCell.containsKey(cell)) {
                problems.add(
                    place,
                    "the cell %s belongs to no bay".formatted(Words.quoted(cell)),
                    "add it to the cells of the bay that it carries, or delete the device");
              }
            });
  }
}
