package io.shelfkeeper.agent.config;

import java.util.List;

/** A piece of a YAML text that knows its place. */
sealed interface Yaml {

  Place place();

  /** What people call it. */
  default String kind() {
    return switch (this) {
      case Mapping m -> "a group of keys";
      case Sequence s -> "a list";
      case Scalar s ->
          switch (s.type()) {
            case TEXT -> "a text";
            case INTEGER, DECIMAL -> "a number";
            case TRUTH -> "true or false";
            case NOTHING -> "empty";
          };
    };
  }

  record Mapping(Place place, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  record Entry(Scalar key, Yaml value) {}

  record Sequence(Place place, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * @param plain written without quotes: only then may it be something else than a text
   */
  record Scalar(Place place, String value, boolean plain) implements Yaml {
    ScalarType type() {
      return plain ? ScalarType.ofPlain(value) : ScalarType.TEXT;
    }
  }
}
