package io.shelfkeeper.agent.core.signals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a signal is. */
public enum SignalKind {
  /** Beside a door, or for all alarms. */
  LAMP,
  /** Pick-to-light: at a bay, for staff. */
  LIGHT,
  /** For alarms. */
  BUZZER;

  public static Optional<SignalKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(SignalKind::word).toList();
  }

  /** The word of site file and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
