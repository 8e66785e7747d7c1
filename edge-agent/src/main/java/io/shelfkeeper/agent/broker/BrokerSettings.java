package io.shelfkeeper.agent.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who we are there. Holds names of key files, never keys.
 *
 * @param host name or address; with TLS it must be a name of the broker's certificate
 * @param port 1 to 65,535
 * @param tls null for a plain connection
 * @param clientId the broker's word for this device; where the broker takes the name of the
 *     certificate instead, this one is not looked at
 * @param site first part of the topics
 * @param device second part of the topics
 * @param limits how long to wait and how much to take
 */
public record BrokerSettings(
    String host,
    int port,
    @Nullable Tls tls,
    String clientId,
    String site,
    String device,
    Limits limits) {

  /** With the client id {@code {site}.{device}}. */
  public static BrokerSettings of(
      String host, int port, @Nullable Tls tls, String site, String device, Limits limits) {
    return new BrokerSettings(host, port, tls, site + "." + device, site, device, limits);
  }

  /** The broker as a person would write it. */
  String url() {
    return (tls == null ? "mqtt://" : "mqtts://") + host + ":" + port;
  }

  /**
   * Files of the TLS identity. Either a key store, or a certificate with its key, or none of them
   * where the broker asks for no certificate.
   *
   * @param authorities PEM: the certificates that we trust to name a broker
   * @param keyStore PKCS#12
   * @param password file that holds the key store's password in its first line; null for none
   * @param certificate PEM: our certificate, followed by those between it and the authority
   * @param key PEM: our key in PKCS#8, not encrypted
   */
  public record Tls(
      Path authorities,
      @Nullable Path keyStore,
      @Nullable Path password,
      @Nullable Path certificate,
      @Nullable Path key) {}

  /**
   * How long to wait and how much to take. Every wait for the network has one of these.
   *
   * @param connectMillis from the first packet of TCP to the broker's word, each of name, TCP and
   *     TLS included; milliseconds above 0, as the others
   * @param subscribeMillis for the broker's word on our subscriptions
   * @param disconnectMillis for the last packet to leave
   * @param keepAliveSeconds the broker hears from us at least this often, 1 to 65,535
   * @param deafMillis a connection that is silent for this long is dead; longer than the keep-alive
   * @param packetBytesMax largest packet we take, 1,024 to 268,435,455
   * @param receiveMaximum how many stored-later messages the broker may send ahead, 1 to 65,535
   * @param window how many of our own may be taken from the loop and unanswered, at least 1; the
   *     broker may allow fewer
   * @param wire how many of them may have left, 1 or more: as many can come twice when this process
   *     or the broker dies
   */
  public record Limits(
      long connectMillis,
      long subscribeMillis,
      long disconnectMillis,
      int keepAliveSeconds,
      long deafMillis,
      int packetBytesMax,
      int receiveMaximum,
      int window,
      int wire) {
    /** Where the backend tells how far it is, nothing of what has left need come twice. */
    public static final Limits FOR_A_REAL_NETWORK = forARealNetwork(768, 768);

    /**
     * For a broker whose word is the last one: only as many on the wire as may come twice. The
     * others wait here for their place, few, because what was taken since the last commit comes
     * twice after a power cut.
     */
    public static final Limits BROKER_ENDS_ROWS = forARealNetwork(256, 32);

    private static Limits forARealNetwork(int window, int wire) {
      return new Limits(10_000, 10_000, 2_000, 20, 45_000, 262_144, 16, window, wire);
    }
  }
}
