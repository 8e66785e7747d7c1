package io.shelfkeeper.deploy.demo;

import java.util.List;
import java.util.Locale;

/**
 * What was found of the temperature in the fridge.
 *
 * @param celsius how warm it is
 * @param told whether the backend knows
 */
record AirVerdict(String probe, double celsius, boolean told) {
  /** A probe measures sixteenths of a degree. */
  private static final double STEP = 0.0625;

  /**
   * It only ever changes from one temperature to another: whoever measures both has the new one at
   * an end of the range.
   *
   * @param celsius since a time
   * @param measured what the backend was told of all probes, and when
   */
  static AirVerdict of(
      String probe, double celsius, long sinceMillis, List<Ledger.Taken> measured) {
    boolean told =
        measured.stream()
            .filter(taken -> taken.atMillis() > sinceMillis)
            .map(Ledger.Taken::data)
            .filter(data -> data.path("device").asText().equals(probe))
            .anyMatch(
                data ->
                    near(data.path("min").asDouble(), celsius)
                        || near(data.path("max").asDouble(), celsius));
    return new AirVerdict(probe, celsius, told);
  }

  private static boolean near(double told, double celsius) {
    return Math.abs(told - celsius) <= STEP;
  }

  boolean good() {
    return told;
  }

  List<String> differences() {
    return told
        ? List.of()
        : List.of(
            String.format(Locale.ROOT, "it is %.1f C at %s, and nobody was told", celsius, probe));
  }

  /** Its part of the demo's last line. */
  String line() {
    return "temperature=" + (told ? String.format(Locale.ROOT, "%.1f", celsius) : "unknown");
  }
}
