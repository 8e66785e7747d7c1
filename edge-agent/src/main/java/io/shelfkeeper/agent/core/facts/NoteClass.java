package io.shelfkeeper.agent.core.facts;

import org.jspecify.annotations.Nullable;

/** How urgent it is what another program notes. Decides the lane; never what is in the note. */
public enum NoteClass {
  URGENT("urgent", Lane.ALARM),
  FACT("fact", Lane.FACT),
  TELEMETRY("telemetry", Lane.TELEMETRY);

  private final String word;
  private final Lane lane;

  NoteClass(String word, Lane lane) {
    this.word = word;
    this.lane = lane;
  }

  /** The word of the site file and of the intake. */
  public String word() {
    return word;
  }

  public Lane lane() {
    return lane;
  }

  /** The class of that word, or null if there is none. */
  public static @Nullable NoteClass of(String word) {
    for (NoteClass kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
