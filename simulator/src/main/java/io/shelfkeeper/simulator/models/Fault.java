package io.shelfkeeper.simulator.models;

import java.util.Locale;

/** What can be wrong with a device, on demand. */
public enum Fault {
  SILENT("does not answer"),
  LATE("answers after the asker has given up"),
  CRC("sends a wrong checksum"),
  ILLEGAL_ADDRESS("answers with exception 02"),
  BUSY("answers with exception 06"),
  WRONG_ADDRESS("answers under a neighbour's address"),
  ECHO("repeats every request before the answer, as some adapters do"),
  TWINS("a second device answers to the same address, a little later"),
  FROZEN("shows one value for ever"),
  OVERLOAD("shows an overload"),
  GARBAGE("sends noise before each answer");

  private final String what;

  Fault(String what) {
    this.what = what;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does, for the list of faults. */
  public String what() {
    return what;
  }

  /**
   * @throws IllegalArgumentException naming all faults if there is none of that word
   */
  public static Fault of(String word) {
    for (Fault fault : values()) {
      if (fault.word().equals(word)) {
        return fault;
      }
    }
    StringBuilder known = new StringBuilder();
    for (Fault fault : values()) {
      known.append("\n  ").append(fault.word()).append(": ").append(fault.what());
    }
    throw new IllegalArgumentException("no fault is called " + word + "; there are" + known);
  }
}
