package io.shelfkeeper.agent.broker;

/** What the reason codes of MQTT 5 mean for a person, and what that person may look at. */
final class ReasonCodes {
  /** First code that means failure. */
  static final int FAILURE = 0x80;

  static final int PROTOCOL_ERROR = 0x82;
  static final int RECEIVE_MAXIMUM_EXCEEDED = 0x93;
  static final int PACKET_TOO_LARGE = 0x95;
  static final int QOS_NOT_SUPPORTED = 0x9B;

  /** The broker sends our will when we leave on purpose too: the backend hears that we are gone. */
  static final int LEAVE_WITH_WILL = 0x04;

  private static final int HIGHEST = 0xA2;

  private ReasonCodes() {}

  /** Whether a message was taken: 0x10 is one that nobody has subscribed to. */
  static boolean isSuccess(int code) {
    return code == 0 || code == 0x10;
  }

  /** Whether it is a failure code of MQTT 5 and not a number of the library. */
  static boolean isFailure(int code) {
    return code >= FAILURE && code <= HIGHEST;
  }

  /** One sentence with the code, and one with what to check. */
  static String sentence(int code) {
    return "the broker said 0x%02x, %s".formatted(code, words(code));
  }

  private static String words(int code) {
    return switch (code) {
      case 0x81, PROTOCOL_ERROR -> "a packet it could not read. Check that it speaks MQTT 5.";
      case 0x84 -> "it does not speak MQTT 5. Use a broker that does.";
      case 0x85 -> "the client id is not allowed. Check the broker's rules for client ids.";
      case 0x86, 0x8C -> "name or password are wrong. Check the device's entry at the broker.";
      case 0x87 -> "not authorised. Check the certificate and the broker's access rules.";
      case 0x88, 0x89, 0x8B -> "it is busy or shutting down. Wait, or check the broker.";
      case 0x8A -> "this device is banned. Ask who runs the broker.";
      case 0x8D -> "it heard nothing from us in time. Check the network.";
      case 0x8E ->
          "another client took over our client id. Check that no second device has this identity.";
      case 0x8F, 0x90 -> "a topic is not allowed. Check the broker's access rules.";
      case RECEIVE_MAXIMUM_EXCEEDED -> "too many messages at once. Check the broker's limits.";
      case PACKET_TOO_LARGE -> "a packet is too large. Check the broker's packet limit.";
      case 0x96, 0x97, 0x9F -> "a rate or quota was exceeded. Check the broker's limits.";
      case QOS_NOT_SUPPORTED -> "quality 1 is not supported. Use a broker that has it.";
      case 0x9C, 0x9D -> "it wants us at another broker. Check the address in the site file.";
      default -> "an error. Check the broker's log.";
    };
  }
}
