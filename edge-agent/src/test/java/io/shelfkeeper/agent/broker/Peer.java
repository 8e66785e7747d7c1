package io.shelfkeeper.agent.broker;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Somebody else at the broker, such as the backend. */
final class Peer implements AutoCloseable {
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final MqttClient client;

  Peer(int port, String name, String filter) throws MqttException {
    client = new MqttClient("tcp://127.0.0.1:" + port, name, new MemoryPersistence());
    client.setCallback(new Ears());
    client.setTimeToWait(60_000);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    client.connect(options);
    client.subscribe(filter, 1);
  }

  /** The end of the topic and the text of the next message. */
  String heard() throws InterruptedException {
    String next = heard.poll(60, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  void say(String topic, String text) throws MqttException {
    client.publish(topic, Rig.text(text), 1, false);
  }

  void retain(String topic, String text) throws MqttException {
    client.publish(topic, Rig.text(text), 1, true);
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 100, false);
    client.close(true);
  }

  private final class Ears implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String[] levels = topic.split("/", -1);
      heard.add(
          levels[levels.length - 2]
              + "/"
              + levels[levels.length - 1]
              + " "
              + new String(message.getPayload(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
