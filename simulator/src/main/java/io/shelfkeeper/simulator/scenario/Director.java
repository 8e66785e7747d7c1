package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.models.Fault;
import io.shelfkeeper.simulator.models.TransmitterBus;
import io.shelfkeeper.simulator.wires.Line;
import io.shelfkeeper.simulator.world.Movement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Understands instructions, one line of words each, and tells what happened. The words are those of
 * the command line; a mistake is answered with what there is instead.
 */
final class Director {
  private final Stage stage;

  Director(Stage stage) {
    this.stage = stage;
  }

  /** An answer, and the virtual time at which it holds. */
  record Answer(String text, long atNanos) {}

  /**
   * Carries an instruction out.
   *
   * @throws IllegalArgumentException if it cannot be, with what to say instead
   */
  Answer direct(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("say take, put, fault, clear, list or counts");
    }
    Map<String, String> options = options(words.subList(1, words.size()));
    return switch (words.getFirst()) {
      case "take" -> moved("took", take(options));
      case "put" -> moved("put", put(options));
      case "fault" -> now(fault(options));
      case "clear" -> now(clear(options));
      case "list" -> now(list());
      case "counts" -> now(counts());
      default ->
          throw new IllegalArgumentException(
              "nobody here understands \"" + words.getFirst()
                  + "\"; say take, put, fault, clear, list or counts");
    };
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!name.startsWith("--") || i + 1 == words.size()) {
        throw new IllegalArgumentException("\"" + name + "\" is not an option with a value");
      }
      options.put(name.substring(2), words.get(i + 1));
    }
    return options;
  }

  private static String needed(Map<String, String> options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  private static int count(Map<String, String> options) {
    String text = options.getOrDefault("count", "1");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--count is a number of packages, not " + text, e);
    }
  }

  private Movement take(Map<String, String> options) {
    String sku = options.getOrDefault("sku", "");
    return stage.shop().take(needed(options, "bay"), sku, count(options), stage.now());
  }

  private Movement put(Map<String, String> options) {
    String sku = options.getOrDefault("sku", "");
    return stage.shop().put(needed(options, "bay"), sku, count(options), stage.now());
  }

  private static Answer moved(String did, Movement movement) {
    return new Answer(
        String.format(
            Locale.ROOT,
            "%s %d x %s at %s (%.1f g)",
            did,
            Math.abs(movement.delta()),
            movement.sku(),
            movement.bay(),
            movement.grams()),
        movement.endNanos());
  }

  private Answer now(String text) {
    return new Answer(text, stage.now());
  }

  private String fault(Map<String, String> options) {
    String kind = needed(options, "kind");
    if (options.containsKey("bus")) {
      Line line = stage.line(options.get("bus"));
      line.trouble(trouble(kind));
      return "bus " + line.bus() + ": " + kind;
    }
    String device = needed(options, "device");
    stage.busOf(device).set(device, Fault.of(kind));
    return "device " + device + ": " + kind + " (" + Fault.of(kind).what() + ")";
  }

  private static Line.Trouble trouble(String word) {
    for (Line.Trouble trouble : Line.Trouble.values()) {
      if (trouble != Line.Trouble.NONE && trouble.name().equalsIgnoreCase(word)) {
        return trouble;
      }
    }
    throw new IllegalArgumentException(
        "no fault of a bus is called " + word + "; there are unplugged, garbage, wrong_baud");
  }

  private String clear(Map<String, String> options) {
    String device = options.get("device");
    String bus = options.get("bus");
    if (device != null) {
      stage.busOf(device).clear(device);
      return "device " + device + ": no fault";
    }
    if (bus != null) {
      stage.line(bus).trouble(Line.Trouble.NONE);
      return "bus " + bus + ": no fault";
    }
    stage.lines().forEach(line -> line.trouble(Line.Trouble.NONE));
    stage.allBuses().forEach(TransmitterBus::clearAll);
    return "no faults anywhere";
  }

  private String counts() {
    StringBuilder text = new StringBuilder();
    stage
        .shop()
        .counts()
        .forEach(
            (bay, products) ->
                products.forEach(
                    (sku, count) -> text.append(bay + " " + sku + " " + count + "\n")));
    return text.toString().strip();
  }

  private String list() {
    StringBuilder text = new StringBuilder();
    stage
        .shop()
        .counts()
        .forEach(
            (bay, products) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "bay %-6s %9.1f g  %s%n",
                        bay,
                        stage.shop().goodsGrams(bay),
                        products.isEmpty() ? "empty" : products)));
    for (Line line : stage.lines()) {
      text.append("bus " + line.bus() + "  " + word(line.trouble()) + "\n");
    }
    for (TransmitterBus bus : stage.allBuses()) {
      bus.faults().forEach((device, faults) -> text.append("device " + device + "  " + faults
          + "\n"));
    }
    return text.toString().strip();
  }

  private static String word(Line.Trouble trouble) {
    return trouble == Line.Trouble.NONE ? "ok" : trouble.name().toLowerCase(Locale.ROOT);
  }
}
