package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group of keys while it is read. Each question tells its own problems and then answers with
 * something harmless, so that reading goes on; whoever asks must not use the answers of a file that
 * has problems. {@link #end} tells of keys that nobody asked for.
 */
final class Section {
  private final Problems problems;
  private final String name;
  private final Place place;
  private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  /**
   * @param name what people call it, with its article, such as {@code a device}
   */
  Section(Problems problems, Yaml.Mapping mapping, String name) {
    this.problems = problems;
    this.name = name;
    this.place = mapping.place();
    for (Yaml.Entry entry : mapping.entries()) {
      Yaml.Entry first = entries.putIfAbsent(entry.key().value(), entry);
      if (first != null) {
        problems.add(
            entry.key().place(),
            "the key %s is there already, in line %d"
                .formatted(Words.quoted(entry.key().value()), first.key().place().line()),
            "delete one of the two");
      }
    }
  }

  Place place() {
    return place;
  }

  boolean has(String key) {
    asked.add(key);
    return entries.containsKey(key);
  }

  /** Adds a problem at a key's value, or at the group if there is none. */
  void problem(String key, String what, String instead) {
    problems.add(placeOf(key), what, instead);
  }

  Place placeOf(String key) {
    Yaml.Entry entry = entries.get(key);
    return entry == null ? place : entry.value().place();
  }

  /** A name that must be there. */
  Word name(String key, Alphabet alphabet) {
    return named(text(key), alphabet);
  }

  /** A name that may be left out. */
  Optional<Word> nameIfAny(String key, Alphabet alphabet) {
    return has(key) ? Optional.of(name(key, alphabet)) : Optional.empty();
  }

  private Word named(Word text, Alphabet alphabet) {
    if (text.text().isEmpty() || alphabet.has(text.text())) {
      return text;
    }
    String mended = alphabet.mended(text.text());
    problems.add(
        text.place(),
        text.quoted() + " is no name",
        (mended.isEmpty() ? "" : Words.quoted(mended) + ": ") + alphabet.rule);
    return new Word("", text.place());
  }

  /** A text that must be there and not be empty. */
  Word text(String key) {
    Optional<Yaml> value = value(key);
    return value.isEmpty() ? new Word("", place) : text(value.get(), key);
  }

  private Word text(Yaml value, String key) {
    if (value instanceof Yaml.Scalar scalar && scalar.type() == ScalarType.TEXT) {
      if (scalar.value().isBlank()) {
        problems.add(scalar.place(), Words.quoted(key) + " is an empty text", "write one");
      }
      return new Word(scalar.value().isBlank() ? "" : scalar.value(), scalar.place());
    }
    boolean quotable = value instanceof Yaml.Scalar scalar && scalar.type() != ScalarType.NOTHING;
    problems.add(
        value.place(),
        "%s is %s where a text is needed".formatted(Words.quoted(key), value.kind()),
        quotable
            ? "put it in quotes: " + Words.quoted(((Yaml.Scalar) value).value())
            : "a text, such as %s: \"…\"".formatted(key));
    return new Word("", value.place());
  }

  /** Whether a key is there with exactly this text. */
  boolean textIs(String key, String text) {
    Yaml.Entry entry = entries.get(key);
    return entry != null
        && entry.value() instanceof Yaml.Scalar scalar
        && scalar.value().equals(text);
  }

  /** One of a few words, or the first of them if the key is left out. */
  String oneOf(String key, List<String> words) {
    if (!has(key)) {
      return words.getFirst();
    }
    Word word = text(key);
    if (!word.text().isEmpty() && !words.contains(word.text())) {
      problems.add(
          word.place(),
          "%s cannot be %s".formatted(Words.quoted(key), word.quoted()),
          Words.choice(word.text(), words));
    }
    return words.contains(word.text()) ? word.text() : words.getFirst();
  }

  /** True or false, which may be left out. */
  boolean truth(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Optional<Yaml> value = value(key);
    if (value.isPresent()
        && value.get() instanceof Yaml.Scalar scalar
        && scalar.type() == ScalarType.TRUTH) {
      return scalar.value().startsWith("t") || scalar.value().startsWith("T");
    }
    problem(
        key,
        "%s is %s where true or false is needed"
            .formatted(Words.quoted(key), value.map(Yaml::kind).orElse("empty")),
        "true or false, without quotes");
    return otherwise;
  }

  /** A whole number within limits that must be there; empty after a problem. */
  OptionalInt integer(String key, int min, int max) {
    double number = number(key, min, max, "a whole number");
    if (!Double.isNaN(number) && !ScalarType.whole(number)) {
      problem(
          key,
          "%s is %s where a whole number is needed"
              .formatted(Words.quoted(key), ScalarType.text(number)),
          "a whole number from %d to %d".formatted(min, max));
    }
    return ScalarType.whole(number) ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  /** A number within limits that must be there; NaN after a problem. */
  double decimal(String key, double min, double max) {
    return number(key, min, max, "a number");
  }

  private double number(String key, double min, double max, String wanted) {
    Optional<Yaml> value = value(key);
    if (value.isEmpty()) {
      return Double.NaN;
    }
    String range = "%s from %s to %s".formatted(wanted, ScalarType.text(min), ScalarType.text(max));
    if (value.get() instanceof Yaml.Scalar scalar
        && (scalar.type() == ScalarType.INTEGER || scalar.type() == ScalarType.DECIMAL)) {
      double number = ScalarType.number(scalar.value());
      if (number >= min && number <= max) {
        return number;
      }
      problem(
          key,
          "%s: %s is out of range".formatted(Words.quoted(key), Words.line(scalar.value())),
          range);
      return Double.NaN;
    }
    boolean inQuotes =
        value.get() instanceof Yaml.Scalar scalar
            && ScalarType.ofPlain(scalar.value()) != ScalarType.TEXT
            && !scalar.plain();
    problem(
        key,
        "%s is %s where a number is needed".formatted(Words.quoted(key), value.get().kind()),
        range + (inQuotes ? ", without quotes" : ""));
    return Double.NaN;
  }

  /** The groups of a list that must be there. */
  List<Section> sections(String key, String itemName) {
    List<Section> sections = new ArrayList<>();
    for (Yaml item : items(key, itemName)) {
      if (item instanceof Yaml.Mapping mapping) {
        sections.add(new Section(problems, mapping, itemName));
      } else {
        problems.add(
            item.place(),
            "%s is needed here, and this is %s".formatted(itemName, item.kind()),
            "keys and values, such as {id: …}");
      }
    }
    return sections;
  }

  /** The names of a list that must be there. */
  List<Word> names(String key, Alphabet alphabet, String itemName) {
    List<Word> names = new ArrayList<>();
    for (Yaml item : items(key, itemName)) {
      names.add(named(text(item, key), alphabet));
    }
    return names;
  }

  private List<Yaml> items(String key, String itemName) {
    Optional<Yaml> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Yaml.Sequence sequence) {
      if (sequence.items().isEmpty()) {
        problem(key, "the list %s is empty".formatted(Words.quoted(key)), "at least " + itemName);
      }
      return sequence.items();
    }
    problem(
        key,
        "%s is %s where a list is needed".formatted(Words.quoted(key), value.get().kind()),
        "a list: each of its lines starts with a dash, or [a, b] on one line");
    return List.of();
  }

  /** A group of keys that must be there. */
  Optional<Section> section(String key, String sectionName) {
    Optional<Yaml> value = value(key);
    if (value.isPresent() && !(value.get() instanceof Yaml.Mapping)) {
      problem(
          key,
          "%s is %s where a group of keys is needed"
              .formatted(Words.quoted(key), value.get().kind()),
          "keys and values below it, indented by two blanks");
    }
    return value
        .filter(Yaml.Mapping.class::isInstance)
        .map(Yaml.Mapping.class::cast)
        .map(mapping -> new Section(problems, mapping, sectionName));
  }

  private Optional<Yaml> value(String key) {
    asked.add(key);
    Yaml.Entry entry = entries.get(key);
    if (entry != null) {
      return Optional.of(entry.value());
    }
    problems.add(
        place, "%s lacks the key %s".formatted(name, Words.quoted(key)), "add \"" + key + ": …\"");
    return Optional.empty();
  }

  /** Tells of every key that was not asked for. */
  void end() {
    for (Yaml.Entry entry : entries.values()) {
      String key = entry.key().value();
      if (!asked.contains(key)) {
        problems.add(
            entry.key().place(),
            "%s has no key %s".formatted(name, Words.quoted(key)),
            Words.choice(key, asked.stream().distinct().toList()));
      }
    }
  }
}
