package io.shelfkeeper.agent.broker.payload;

/**
 * Who speaks: named in every message. Never changes while the process lives.
 *
 * @param site id of the shop
 * @param device id of this device in the shop
 * @param agentVersion version of this program, such as {@code 0.1.0}
 * @param javaVersion version of the Java runtime
 * @param life random word of this process, 1 to 32 of {@code 0-9 a-f}: tells its connections from
 *     those of an earlier or a cloned process
 */
public record Identity(
    String site, String device, String agentVersion, String javaVersion, String life) {

  /** The CloudEvents source: the device's own root in the topic tree without its version. */
  String source() {
    return "/sk/" + site + "/" + device;
  }

  /** One word for one connection: named by the birth message and by the will. */
  String connection(long attempt) {
    return life + "-" + attempt;
  }
}
