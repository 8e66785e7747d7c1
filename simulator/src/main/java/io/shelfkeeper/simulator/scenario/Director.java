package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.BayState;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Movement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Understands instructions, one line of words each, and tells what happened. The words are those of
 * the command line; a mistake is answered with what there is instead.
 */
public final class Director {
  private static final long FOREVER = Long.MAX_VALUE;

  private final Stage stage;

  public Director(Stage stage) {
    this.stage = stage;
  }

  /** An answer, and the virtual time at which it holds. */
  public record Answer(String text, long atNanos) {}

  /**
   * Carries an instruction out.
   *
   * @throws CannotDo if it cannot be, with what to say instead
   */
  public Answer direct(String line, long nanos) throws CannotDo {
    List<String> words = line.isBlank() ? List.of() : List.of(line.strip().split("\\s+", -1));
    String verb = words.isEmpty() ? "" : words.getFirst();
    Words options = Words.of(words.isEmpty() ? words : words.subList(1, words.size()));
    return switch (verb) {
      case "take" -> take(options.only("bay", "sku", "count"), nanos);
      case "put" -> put(options.only("bay", "sku", "count"), nanos);
      case "fault" ->
          new Answer(
              fault(options.only("device", "bus", "line", "kind", "seconds", "amount"), nanos),
              nanos);
      case "clear" -> new Answer(clear(options.only("device", "bus", "line")), nanos);
      case "open", "shut", "force", "jam", "stick", "tamper" ->
          new Answer(new DoorWords(stage).direct(verb, options, nanos), nanos);
      case "tag", "air" -> new Answer(new TagWords(stage).direct(verb, options, nanos), nanos);
      case "warm" -> new Answer(warm(options.only("probe", "celsius")), nanos);
      case "list" -> new Answer(list(nanos), nanos);
      case "counts" -> new Answer(counts(nanos), nanos);
      default ->
          throw new CannotDo(
              "Nobody here understands \"" + verb + "\"",
              "Say take, put, open, shut, force, jam, stick, tamper, tag, air, warm, fault, clear, list"
                  + " or counts");
    };
  }

  private Answer take(Words options, long nanos) throws CannotDo {
    return moved(stage.take(options.needed("bay"), options.maybe("sku"), count(options), nanos));
  }

  private Answer put(Words options, long nanos) throws CannotDo {
    return moved(stage.put(options.needed("bay"), options.maybe("sku"), count(options), nanos));
  }

  private static int count(Words options) throws CannotDo {
    return (int) options.number("count", 1);
  }

  private static Answer moved(Movement movement) {
    String text =
        String.format(
            Locale.ROOT,
            "%s %d x %s at %s: %+.1f g in %.1f s",
            movement.delta() < 0 ? "took" : "put",
            Math.abs(movement.delta()),
            movement.sku(),
            movement.bay(),
            movement.grams(),
            (movement.endNanos() - movement.startNanos()) / 1e9);
    return new Answer(text, movement.endNanos());
  }

  private String fault(Words options, long nanos) throws CannotDo {
    Trouble.Scope scope = scope(options);
    if (scope == null) {
      throw new CannotDo(
          "A fault is at one place", "Name it with --device ID, --bus ID or --line NAME");
    }
    String target = options.needed(word(scope));
    Trouble kind = kind(options.needed("kind"), scope);
    double seconds = options.number("seconds", Double.POSITIVE_INFINITY);
    double amount = options.number("amount", Double.NaN);
    long until = Double.isInfinite(seconds) ? FOREVER : nanos + (long) (seconds * 1e9);
    stage.start(new Troubles.Active(target, kind, amount, nanos, until));
    return "%s %s%s".formatted(target, kind.meaning(), during(nanos, until));
  }

  /** Where something is meant to be wrong; null if it is no place or more than one. */
  private static Trouble.@Nullable Scope scope(Words options) {
    Trouble.Scope only = null;
    for (Trouble.Scope scope : Trouble.Scope.values()) {
      if (options.maybe(word(scope)) != null) {
        if (only != null) {
          return null;
        }
        only = scope;
      }
    }
    return only;
  }

  private static String word(Trouble.Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private static Trouble kind(String word, Trouble.Scope scope) throws CannotDo {
    String wanted = word.replace('_', '-');
    for (Trouble kind : Trouble.values()) {
      if (kind.scope() == scope && kind.word().equals(wanted)) {
        return kind;
      }
    }
    throw new CannotDo(
        "No fault of a %s is called %s".formatted(word(scope), word),
        "These are:\n" + kinds(scope));
  }

  /** All faults of a device or of a bus, one line each. */
  static String kinds(Trouble.Scope scope) {
    return Arrays.stream(Trouble.values())
        .filter(kind -> kind.scope() == scope)
        .map(kind -> "  %-15s %s".formatted(kind.word(), kind.meaning()))
        .collect(Collectors.joining("\n"));
  }

  private static String during(long nanos, long until) {
    return until == FOREVER
        ? ", until it is cleared"
        : String.format(Locale.ROOT, ", for %.1f s", (until - nanos) / 1e9);
  }

  private String clear(Words options) throws CannotDo {
    Trouble.Scope scope = scope(options);
    if (scope == null && !options.options().isEmpty()) {
      throw new CannotDo("One place is cleared at a time", "Name one, or none for everything");
    }
    @Nullable String target = scope == null ? null : options.needed(word(scope));
    int ended = stage.clear(target);
    return "%d faults ended %s".formatted(ended, target == null ? "everywhere" : "at " + target);
  }

  private String warm(Words options) throws CannotDo {
    String probe = options.needed("probe");
    options.needed("celsius");
    double celsius = options.number("celsius", 0);
    stage.warm(probe, celsius);
    return String.format(Locale.ROOT, "it is %.1f °C at %s", celsius, probe);
  }

  private String counts(long nanos) {
    StringBuilder text = new StringBuilder();
    for (BayState bay : stage.bays(nanos)) {
      bay.packages()
          .forEach((sku, count) -> text.append(bay.bay() + " " + sku + " " + count + "\n"));
    }
    return text.toString().strip();
  }

  private String list(long nanos) {
    StringBuilder text = new StringBuilder();
    for (BayState bay : stage.bays(nanos)) {
      text.append(
          String.format(
              Locale.ROOT,
              "bay %-6s %9.1f g  %s%s%n",
              bay.bay(),
              bay.grams(),
              bay.packages(),
              bay.moving() ? "  (a hand is there)" : ""));
    }
    text.append(new DoorWords(stage).list(nanos));
    text.append(new PinWords(stage).list(nanos));
    text.append(stage.sensors(nanos));
    text.append(new TagWords(stage).list(nanos));
    for (Troubles.Active trouble : stage.troubles(nanos)) {
      text.append("fault: " + trouble.target() + " " + trouble.kind().meaning());
      text.append(during(nanos, trouble.untilNanos())).append('\n');
    }
    return text.toString().strip();
  }
}
