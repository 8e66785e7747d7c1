package io.shelfkeeper.deploy.demo;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a broker listens. */
public record BrokerAddress(String host, int port) {

  /**
   * @param url {@code mqtt://host:port}
   * @throws IllegalArgumentException with what to write instead
   */
  static BrokerAddress parse(String url) {
    try {
      URI uri = new URI(url);
      if ("mqtt".equals(uri.getScheme()) && uri.getHost() != null) {
        return new BrokerAddress(uri.getHost(), uri.getPort() < 0 ? 1883 : uri.getPort());
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(wrong(url), e);
    }
    throw new IllegalArgumentException(wrong(url));
  }

  private static String wrong(String url) {
    return "demo.broker is \"" + url + "\"; write it like mqtt://localhost:1883";
  }

  String url() {
    return "mqtt://" + host + ":" + port;
  }
}
