package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.world.CannotDo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of an instruction: {@code --name value}, any order. */
record Words(Map<String, String> options) {

  static Words of(List<String> words) throws CannotDo {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!name.startsWith("--") || i + 1 == words.size()) {
        throw new CannotDo("\"" + name + "\" is not an option with a value", "Write --name value");
      }
      options.put(name.substring(2), words.get(i + 1));
    }
    return new Words(options);
  }

  /** Refuses what is none of these names: a typing mistake must not be ignored. */
  Words only(String... names) throws CannotDo {
    for (String name : options.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new CannotDo("There is no option --" + name + " here", "There are " + listed(names));
      }
    }
    return this;
  }

  private static String listed(String... names) {
    return names.length == 0 ? "none" : "--" + String.join(", --", names);
  }

  @Nullable String maybe(String name) {
    return options.get(name);
  }

  String needed(String name) throws CannotDo {
    String value = options.get(name);
    if (value == null) {
      throw new CannotDo("--" + name + " is missing", "Say --" + name + " with a value");
    }
    return value;
  }

  double number(String name, double otherwise) throws CannotDo {
    String text = options.get(name);
    try {
      return text == null ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new CannotDo("--" + name + " " + text + " is not a number", "Write one");
    }
  }
}
