package io.shelfkeeper.agent.core.facts;

/** The MQTT topics of one device, below {@code sk/v1/{site}/{device}/}. */
public enum Channel {
  UP_ALARM("up/alarm"),
  UP_FACT("up/fact"),
  UP_TELEMETRY("up/telemetry"),
  UP_STATE("up/state"),
  UP_CHALLENGE("up/challenge"),
  DN_ORDER("dn/order"),
  DN_DOCUMENT("dn/document"),
  DN_ACK("dn/ack"),
  DN_QUERY("dn/query");

  private final String path;

  Channel(String path) {
    this.path = path;
  }

  /** The part of the topic behind the device. */
  public String path() {
    return path;
  }

  public static Channel of(Lane lane) {
    return switch (lane) {
      case ALARM -> UP_ALARM;
      case FACT -> UP_FACT;
      case TELEMETRY -> UP_TELEMETRY;
    };
  }
}
