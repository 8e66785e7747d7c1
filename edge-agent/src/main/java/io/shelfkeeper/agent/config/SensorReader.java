package io.shelfkeeper.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what bridge converters and sensors in folders have of their own. */
final class SensorReader {
  private static final double CAPACITY_GRAMS_MIN = 10;
  private static final double CAPACITY_GRAMS_MAX = 10_000_000;
  private static final double SIGNAL_MIN = 0.1;
  private static final double SIGNAL_MAX = 20;
  private static final int GAIN = 128;

  private final Problems problems;
  private final Map<String, Place> sensors = new HashMap<>();

  SensorReader(Problems problems) {
    this.problems = problems;
  }

  SiteFile.Bridge bridge(Section section, Model model) {
    double capacity = section.decimal("capacity_grams", CAPACITY_GRAMS_MIN, CAPACITY_GRAMS_MAX);
    double signal = section.decimal("millivolts_per_volt", SIGNAL_MIN, SIGNAL_MAX);
    List<Integer> gains = model.gains();
    int gain =
        section.has("gain")
            ? section.integer("gain", gains.getFirst(), gains.getLast()).orElse(GAIN)
            : GAIN;
    if (!gains.contains(gain)) {
      section.problem(
          "gain",
          "%s does not amplify %d times".formatted(model.word(), gain),
          "one of %s, the highest that is not too much".formatted(gains));
    }
    SiteFile.Bridge bridge = new SiteFile.Bridge(capacity, signal, gain);
    double share = bridge.rangeShare();
    if (share > 1) {
      section.problem(
          "millivolts_per_volt",
          "%s mV/V amplified %d times is %.1f times the range of %s"
              .formatted(ScalarType.text(signal), gain, share, model.word()),
          "what is printed on the cell, usually 1 to 3, or a lower gain");
    }
    return bridge;
  }

  /** What names one sensor among those of a folder; empty where it is the only one. */
  String sensor(Section section, Model model, SiteFile.Link folder) {
    Word word =
        model == Model.DS18B20 || section.has("sensor")
            ? section.name("sensor", Alphabet.NAME)
            : new Word("", section.place());
    if (model == Model.DS18B20
        && !word.text().isEmpty()
        && !word.text().matches("28-[0-9a-f]{12}")) {
      problems.add(
          word.place(),
          word.quoted() + " is no number of a probe",
          "the name of its folder, such as 28-0316a279c4ff: ls /sys/bus/w1/devices");
    }
    once(word, section, folder);
    return word.text();
  }

  private void once(Word word, Section section, SiteFile.Link folder) {
    Place place = word.text().isEmpty() ? section.place() : word.place();
    Place first = sensors.putIfAbsent(folder + " " + word.text(), place);
    if (first != null) {
      problems.add(
          place,
          "this sensor is used already, in line " + first.line(),
          "another \"sensor\" for each device of the folder");
    }
  }
}
