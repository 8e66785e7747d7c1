package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what hangs on the machine's own pins. A line is used once in a shop. */
final class PinReader {
  private static final int INPUTS_MAX = 64;
  private static final int DEBOUNCE_MILLIS = 0;
  private static final int DEBOUNCE_MILLIS_MAX = 1_000;
  private static final int WRITTEN_MIN = 20;

  private final Problems problems;
  private final Map<String, Place> lines = new HashMap<>();

  PinReader(Problems problems) {
    this.problems = problems;
  }

  PinPlan read(Section section) {
    List<String> inputs = lines(section, "inputs", "an input");
    List<String> outputs = lines(section, "outputs", "an output");
    if (!section.has("inputs") && !section.has("outputs")) {
      section.problem(
          "inputs", "this board has neither inputs nor outputs", "inputs: [GPIO5], or outputs");
    }
    if (inputs.size() > INPUTS_MAX) {
      section.problem("inputs", inputs.size() + " inputs on one board", "at most " + INPUTS_MAX);
    }
    String written = section.has("risk_accepted") ? section.text("risk_accepted").text() : "";
    if (!written.isEmpty() && written.length() < WRITTEN_MIN) {
      section.problem(
          "risk_accepted",
          "%s says neither who accepts the risk nor why".formatted(Words.quoted(written)),
          "name, date and reason: a coil may stay energised until somebody comes");
    }
    boolean activeLow = section.truth("outputs_active_low", false);
    if (activeLow && outputs.stream().anyMatch(line -> line.startsWith("led:"))) {
      section.problem(
          "outputs_active_low",
          "it says nothing of an LED: the kernel drives that one, as its overlay says",
          "active_low=1 in the overlay's line of config.txt, and LEDs on a device of their own");
    }
    return new PinPlan(
        inputs,
        outputs,
        section.oneOf("contacts", List.of("to_ground", "to_supply")).equals("to_ground"),
        section.has("debounce_millis")
            ? section.integer("debounce_millis", 0, DEBOUNCE_MILLIS_MAX).orElse(DEBOUNCE_MILLIS)
            : DEBOUNCE_MILLIS,
        activeLow,
        written);
  }

  private List<String> lines(Section section, String key, String item) {
    List<String> read = new ArrayList<>();
    if (!section.has(key)) {
      return read;
    }
    for (Word line : section.names(key, Alphabet.LINE, item)) {
      once(line, key.equals("outputs"));
      read.add(line.text());
    }
    return read;
  }

  /** Takes a line for a signal. */
  void signal(Word line) {
    once(line, false);
  }

  /**
   * @param orLed whether the kernel may drive it as an LED: no contact can be one, and the signals
   *     are timed here
   */
  private void once(Word line, boolean orLed) {
    String text = line.text();
    boolean isLed = text.startsWith("led:");
    if (isLed && !orLed) {
      problems.add(line.place(), line.quoted() + " is no line", "a line, such as GPIO5");
    } else if (isLed ? text.length() == 4 : text.matches("\\d+|/.*|.*/")) {
      problems.add(
          line.place(),
          line.quoted() + " does not name a line",
          "a name such as GPIO17, a chip and a number such as pinctrl-rp1/17, or led:NAME");
    }
    Place first = text.isEmpty() ? null : lines.putIfAbsent(text, line.place());
    if (first != null) {
      problems.add(
          line.place(),
          "the line %s is used already, in line %d".formatted(line.quoted(), first.line()),
          "another pin");
    }
  }
}
