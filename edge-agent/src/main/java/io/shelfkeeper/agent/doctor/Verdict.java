package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.drivers.api.FaultKind;
import java.util.Locale;

/** How a place on a bus compares with the site file. */
public enum Verdict {
  GOOD,
  /** The port itself cannot be used. */
  PORT_CLOSED,
  /** Nobody answers where somebody should. */
  SILENT,
  /** Somebody answers and is not understood. */
  GARBLED,
  /** Somebody answers at another speed than the site file says. */
  OTHER_SPEED,
  /** Two answer at one address. */
  CONFLICT,
  /** It is there and set up in another way than we need. */
  WRONG_SETUP,
  /** Another model answers than the site file says. */
  OTHER_MODEL,
  /** A contact says open of a door that is shut, or shut of one that is open. */
  WRONG_CONTACT,
  /** An output is on that must be off. */
  OUTPUT_ON,
  /** It is there and has no weight to tell, or no temperature. */
  NO_WEIGHT,
  /** It is there and the site file does not know it. */
  NOT_IN_FILE,
  /** Nothing could be found out. */
  NOT_LOOKED_AT;

  /** The word of tables and of JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verdict of(FaultKind kind) {
    return switch (kind) {
      case LINK_DOWN -> PORT_CLOSED;
      case NO_ANSWER -> SILENT;
      case GARBLED -> GARBLED;
      case WRONG_BAUD -> OTHER_SPEED;
      case ADDRESS_CONFLICT -> CONFLICT;
      case REFUSED, MISCONFIGURED -> WRONG_SETUP;
      case STUCK, INVALID -> NO_WEIGHT;
      case DEFECT -> NOT_LOOKED_AT;
    };
  }
}
