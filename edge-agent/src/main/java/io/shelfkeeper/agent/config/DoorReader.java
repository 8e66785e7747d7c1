package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the doors of fixtures, and which places are behind them. */
final class DoorReader {
  private static final int HELD_SECONDS = 60;
  private static final int MILLIS_PER_SECOND = 1_000;

  private final Problems problems;
  private final LockReader locks;
  private final Names doors;
  private final Map<String, Place> doorOfCompartment = new HashMap<>();

  DoorReader(Problems problems, LockReader locks) {
    this.problems = problems;
    this.locks = locks;
    this.doors = new Names(problems, "door");
  }

  Names doors() {
    return doors;
  }

  /**
   * Reads the doors of one fixture.
   *
   * @param bays its bays
   * @param compartments its compartments, each of which needs a door of its own
   */
  List<SiteFile.Door> read(Section fixture, List<String> bays, List<Word> compartments) {
    List<SiteFile.Door> read = new ArrayList<>();
    if (fixture.has("doors")) {
      for (Section section : fixture.sections("doors", "a door")) {
        read.add(door(section, bays, compartments));
      }
    }
    for (Word compartment : compartments) {
      if (!compartment.text().isEmpty() && !doorOfCompartment.containsKey(compartment.text())) {
        problems.add(
            compartment.place(),
            "no door opens the compartment " + compartment.quoted(),
            "a door in this fixture with \"opens: [%s]\"".formatted(compartment.text()));
      }
    }
    return read;
  }

  private SiteFile.Door door(Section section, List<String> bays, List<Word> compartments) {
    Word id = section.name("id", Alphabet.NAME);
    doors.give(id);
    Word lock = section.name("lock", Alphabet.NAME);
    locks.holds(lock);
    List<String> opens =
        section.has("opens")
            ? opens(
                section.names("opens", Alphabet.NAME, "a bay or compartment"), bays, compartments)
            : allBays(section, bays);
    SiteFile.Contact contact =
        section.has("contact")
            ? section.section("contact", "a contact").map(locks::contact).orElse(null)
            : null;
    int held =
        section.has("held_seconds")
            ? section.integer("held_seconds", 5, 3_600).orElse(HELD_SECONDS)
            : HELD_SECONDS;
    section.end();
    return new SiteFile.Door(id.text(), lock.text(), opens, contact, held * MILLIS_PER_SECOND);
  }

  private List<String> allBays(Section section, List<String> bays) {
    if (bays.isEmpty()) {
      section.problem(
          "opens", "nothing says what this door opens", "add \"opens: [ … ]\" with a compartment");
    }
    return bays;
  }

  private List<String> opens(List<Word> named, List<String> bays, List<Word> compartments) {
    List<String> own = compartments.stream().map(Word::text).toList();
    for (Word place : named) {
      if (own.contains(place.text())) {
        compartment(place, named.size());
      } else if (!place.text().isEmpty() && !bays.contains(place.text())) {
        List<String> known = new ArrayList<>(own);
        known.addAll(bays);
        problems.add(
            place.place(),
            "this fixture has no bay or compartment " + place.quoted(),
            Words.choice(place.text(), known));
      }
    }
    return named.stream().map(Word::text).toList();
  }

  private void compartment(Word place, int opened) {
    Place first = doorOfCompartment.putIfAbsent(place.text(), place.place());
    if (first != null || opened > 1) {
      problems.add(
          place.place(),
          "the compartment %s shares its door".formatted(place.quoted()),
          "a door that opens this compartment and nothing else");
    }
  }
}
