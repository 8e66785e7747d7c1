package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.tags.TagState;
import io.shelfkeeper.simulator.world.CannotDo;
import java.util.Locale;

/** Understands instructions about price tags, and tells how they are. */
record TagWords(Stage stage) {

  /** Carries out one of tag, air. */
  String direct(String verb, Words options, long nanos) throws CannotDo {
    return verb.equals("air")
        ? air(options.only("loss"), nanos)
        : tag(options.only("id", "is", "battery"), nanos);
  }

  private String air(Words options, long nanos) throws CannotDo {
    options.needed("loss");
    double loss = options.number("loss", 0);
    stage.actOnTags((tags, now) -> tags.loss(loss, now), nanos);
    return String.format(Locale.ROOT, "%.1f %% of all frames by air are lost", loss * 100);
  }

  private String tag(Words options, long nanos) throws CannotDo {
    String tag = options.needed("id");
    String is = options.maybe("is");
    if ((is == null) == (options.maybe("battery") == null)) {
      throw new CannotDo(
          "Nothing to do with tag " + tag,
          "Say --is silent, --is heard, --is restarted, or --battery with its millivolts");
    }
    if (is == null) {
      int millivolts = (int) options.number("battery", 0);
      stage.actOnTags((tags, now) -> tags.battery(tag, millivolts, now), nanos);
      return "the battery of tag %s has %d mV".formatted(tag, millivolts);
    }
    switch (is) {
      case "silent", "heard" ->
          stage.actOnTags((tags, now) -> tags.silent(tag, is.equals("silent"), now), nanos);
      case "restarted" -> stage.actOnTags((tags, now) -> tags.restart(tag, now), nanos);
      default -> throw new CannotDo("A tag is never " + is, "Say --is silent, heard or restarted");
    }
    return "tag " + tag + " is " + is;
  }

  /** One line for each tag. */
  String list(long nanos) {
    StringBuilder text = new StringBuilder();
    for (TagState tag : stage.tags(nanos)) {
      text.append(
          String.format(
              Locale.ROOT,
              "tag %s %s at %-4s %s, %d times; shows %s; %d frames sent for %d pictures%s%n",
              tag.plan().tag(),
              tag.plan().model(),
              tag.plan().bay(),
              tag.heardNanos() == 0
                  ? "not heard"
                  : "heard %.0f s ago".formatted((nanos - tag.heardNanos()) / 1e9),
              tag.checkIns(),
              tag.shown().isEmpty() ? "nothing" : tag.shown(),
              tag.frames(),
              tag.pictures(),
              tag.silent() ? "  (out of reach)" : ""));
    }
    return text.toString();
  }
}
