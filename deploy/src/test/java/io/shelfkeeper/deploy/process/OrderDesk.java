package io.shelfkeeper.deploy.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** Somebody who may open doors and set prices, with keys of the test's own. Signs for itself. */
final class OrderDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final long STEP_MILLIS = 60_000;

  /** Brokers take no more at a time before they answer. */
  private static final int AT_ONCE = 10;

  private final String device;
  private final MqttAsyncClient client;
  private final KeyPair root = keys();
  private final KeyPair issuer = keys();
  private final KeyPair stranger = keys();
  private final SecureRandom random = new SecureRandom();

  // By the library's thread.
  private volatile String challenge = "";
  private volatile byte[] ack = {};

  /** An order as it goes out. */
  record Order(String id, byte[] bytes) {}

  /**
   * @param device {@code site/device}
   */
  OrderDesk(String device, int brokerPort) {
    this.device = device;
    try {
      client =
          new MqttAsyncClient(
              "tcp://127.0.0.1:" + brokerPort, "desk-" + device, new MemoryPersistence());
      client.setCallback(new DeskEar(this::hear, why -> {}));
      client.connect().waitForCompletion(STEP_MILLIS);
      subscribe("up/challenge");
      subscribe("dn/ack");
    } catch (MqttException e) {
      throw new IllegalStateException("no broker for the desk", e);
    }
  }

  private void subscribe(String below) throws MqttException {
    MqttSubscription one = new MqttSubscription(topic(below), 1);
    client.subscribe(new MqttSubscription[] {one}).waitForCompletion(STEP_MILLIS);
  }

  private void hear(String topic, byte[] payload) {
    try {
      if (topic.endsWith("/dn/ack")) {
        ack = payload;
      } else {
        JsonNode event = JSON.readTree(payload);
        challenge = event.required("data").required("challenge").asText();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What lies beside the site file of a device that is to obey. */
  String rootFile() {
    return x(root) + "\n";
  }

  /** Names the issuer to the device. */
  void sendBundle() {
    String bundle =
        """
        {"purpose":"shelfkeeper-trust-1","version":1,"keys":[\
        {"kid":"desk","x":"%s","scopes":["open","price","config"]}]}\
        """
            .formatted(x(issuer));
    publish("dn/document", signed(root, "root", bundle));
  }

  /** The newest challenge; empty until there is one. */
  String challenge() {
    return challenge;
  }

  void forgetChallenge() {
    challenge = "";
  }

  /** A good order for the newest challenge; not sent yet. */
  Order order(String lock) {
    return order(lock, issuer);
  }

  /** The same, signed by a key that nobody named. */
  Order forged(String lock) {
    return order(lock, stranger);
  }

  private Order order(String lock, KeyPair by) {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    String id = HexFormat.of().formatHex(bits);
    String[] place = device.split("/", 2);
    String payload =
        """
        {"purpose":"shelfkeeper-order-1","tenant":"%s","site":"%s","device":"%s","order":"%s",\
        "action":"release","target":"lock/%s","challenge":"%s","issued":1793610930}\
        """
            .formatted(place[0], place[0], place[1], id, lock, challenge());
    return new Order(id, signed(by, "desk", payload));
  }

  void send(Order order) {
    publish("dn/order", order.bytes());
  }

  /** Sends a list of one price, all of it. */
  void sendPrices(long version, String activeFrom, String sku, long minor) {
    byte[] part = part(sku, minor);
    publish("dn/document", manifest(issuer, version, activeFrom, part));
    publish("dn/document", part);
  }

  /**
   * Sends a planogram in one part.
   *
   * @param apply {@code now} or {@code restock}
   */
  void sendPlanogram(long version, String apply, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    String site = device.split("/", 2)[0];
    String payload =
        """
        {"purpose":"shelfkeeper-planogram-1","tenant":"%s","site":"%s","version":%d,\
        "apply":"%s","parts":["%s"]}\
        """
            .formatted(site, site, version, apply, hash(bytes));
    publish("dn/document", signed(issuer, "desk", payload));
    publish("dn/document", bytes);
  }

  /** A price list that is signed by a key that nobody named, without its part. */
  void forgePrices(long version, String sku, long minor) {
    publish("dn/document", manifest(stranger, version, "now", part(sku, minor)));
  }

  private static byte[] part(String sku, long minor) {
    return "{\"prices\":[{\"sku\":\"%s\",\"price\":%d}]}"
        .formatted(sku, minor)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] manifest(KeyPair by, long version, String activeFrom, byte[] part) {
    String site = device.split("/", 2)[0];
    String payload =
        """
        {"purpose":"shelfkeeper-prices-1","tenant":"%s","site":"%s","version":%d,\
        "active_from":"%s","currency":"EUR","parts":["%s"]}\
        """
            .formatted(site, site, version, activeFrom, hash(part));
    return signed(by, "desk", payload);
  }

  private static String hash(byte[] part) {
    try {
      return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(part));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish(String below, byte[] payload) {
    try {
      token(below, payload);
    } catch (MqttException e) {
      throw new IllegalStateException("the desk cannot send", e);
    }
  }

  /** Sends the backend's last acknowledgement again and again, as fast as the broker takes it. */
  void flood(int messages) {
    try {
      for (int i = 1; i <= messages; i++) {
        IMqttToken token = token("dn/ack", ack);
        if (i % AT_ONCE == 0) {
          token.waitForCompletion(STEP_MILLIS);
        }
      }
    } catch (MqttException e) {
      throw new IllegalStateException("the desk cannot send so much", e);
    }
  }

  private IMqttToken token(String below, byte[] payload) throws MqttException {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    return client.publish(topic(below), message);
  }

  private String topic(String below) {
    return "sk/v1/" + device + "/" + below;
  }

  private static byte[] signed(KeyPair by, String name, String payload) {
    String head = "{\"alg\":\"EdDSA\",\"kid\":\"" + name + "\"}";
    String signed = url(head) + "." + url(payload);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(by.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return (signed + "." + URL.encodeToString(signature.sign()))
          .getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The last 32 bytes of a public key's X.509 form are the key. */
  private static String x(KeyPair keys) {
    byte[] form = keys.getPublic().getEncoded();
    return URL.encodeToString(Arrays.copyOfRange(form, form.length - 32, form.length));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      client.disconnectForcibly(0, 500, false);
      client.close(true);
    } catch (MqttException e) {
      // It is given up either way.
      return;
    }
  }
}
