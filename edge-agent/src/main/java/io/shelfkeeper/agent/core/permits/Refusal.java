package io.shelfkeeper.agent.core.permits;

/**
 * Why an order moves nothing. The code is a word of the contract and never changes; the change says
 * to whoever signed the order what to do, and nothing to anybody else.
 */
public enum Refusal {
  TOO_LARGE("too_large", "Send it shorter: at most 1,024 bytes."),
  RETAINED("retained", "Send orders without the retain flag."),
  MALFORMED("malformed", "Write it exactly as the contract says."),
  UNTRUSTED("untrusted", "Check the key, the audience and the bundle of keys of this device."),
  ID_REUSED("id_reused", "Give each order a new random id."),
  STALE("stale", "Sign a new order with the newest challenge."),
  UNKNOWN_TARGET("unknown_target", "Name a lock of this device's site file."),
  NOT_HEARD("not_allowed_now", "The journal was lost; wait until the device is online again."),
  LOCK_LIMIT("not_allowed_now", "This lock has moved often enough for one minute; wait."),
  SITE_LIMIT("not_allowed_now", "The locks of this site have moved often enough; wait a minute."),
  COIL_RESTS("not_allowed_now", "The coil has to cool; wait some seconds."),
  DOOR_OPEN("not_allowed_now", "The door is open already."),
  BUSY("busy", "Another lock moves; send a new order in a second or two."),
  NO_ROOM("busy", "Send a new order in a second or two.");

  private final String code;
  private final String change;

  Refusal(String code, String change) {
    this.code = code;
    this.change = change;
  }

  public String code() {
    return code;
  }

  public String change() {
    return change;
  }
}
