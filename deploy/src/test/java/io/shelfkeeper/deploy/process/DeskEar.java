package io.shelfkeeper.deploy.process;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Hands messages on and ignores most of what else the library tells.
 *
 * @param ended hears why nothing more will be heard
 */
record DeskEar(BiConsumer<String, byte[]> to, Consumer<String> ended) implements MqttCallback {
  @Override
  public void messageArrived(String topic, MqttMessage message) {
    to.accept(topic, message.getPayload().clone());
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    ended.accept(response.toString());
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String server) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
