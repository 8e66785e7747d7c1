package io.shelfkeeper.agent.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of one kind of thing: each is given once, and only what was given may be used. */
final class Names {
  private final Problems problems;
  private final String kind;
  private final Map<String, Place> given = new LinkedHashMap<>();
  private boolean incomplete;

  /**
   * @param kind what people call the thing, such as {@code bus}
   */
  Names(Problems problems, String kind) {
    this.problems = problems;
    this.kind = kind;
  }

  /** Gives a name; an empty one was a problem already. */
  void give(Word name) {
    if (name.text().isEmpty()) {
      incomplete = true;
      return;
    }
    Place first = given.putIfAbsent(name.text(), name.place());
    if (first != null) {
      // Whoever gave one name twice meant another one once, and uses that elsewhere.
      incomplete = true;
      problems.add(
          name.place(),
          "the %s %s is there already, in line %d".formatted(kind, name.quoted(), first.line()),
          "another name, or delete one of the two");
    }
  }

  /** Whether a name was given; adds a problem if not. */
  boolean use(Word name) {
    if (name.text().isEmpty()) {
      return false;
    }
    if (given.containsKey(name.text())) {
      return true;
    }
    // One misspelt definition should not be told again at each of its uses.
    if (!incomplete) {
      problems.add(
          name.place(),
          "there is no %s %s".formatted(kind, name.quoted()),
          Words.choice(name.text(), given.keySet()));
    }
    return false;
  }

  /** Where a name was given, or null. */
  @Nullable Place place(String name) {
    return given.get(name);
  }

  Map<String, Place> all() {
    return given;
  }

  /** Says that some definitions could not be read, so that a missing name proves nothing. */
  void lacksSome() {
    incomplete = true;
  }
}
