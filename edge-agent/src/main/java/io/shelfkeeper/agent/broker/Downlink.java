package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * What the library tells us about one connection, on its threads. Copies into the inbox and
 * returns; never waits, and never tells the broker "stored" for an order that is not.
 */
final class Downlink implements MqttCallback {
  /** Reads what is answered at once. */
  interface Reader {
    Input read(Channel channel, byte[] payload);
  }

  private final long number;
  private final Topics topics;
  private final Inputs inputs;
  private final Reader reader;
  private final int receiveMaximum;
  private final Attempt attempt;

  // For this connection.
  private final Map<Long, Integer> unstored = new HashMap<>();
  private final List<Input> early = new ArrayList<>();
  private long tokens;
  private boolean open;
  private boolean fullTold;

  Downlink(
      long number,
      Topics topics,
      Inputs inputs,
      Reader reader,
      BrokerSettings.Limits limits,
      Attempt attempt) {
    this.number = number;
    this.topics = topics;
    this.inputs = inputs;
    this.reader = reader;
    this.receiveMaximum = limits.receiveMaximum();
    this.attempt = attempt;
  }

  /** From now on messages go into the inbox: behind the news that we are connected. */
  synchronized void opened() {
    open = true;
    early.forEach(this::hand);
    early.clear();
  }

  /** The message with this token is stored: the broker may forget it. */
  void stored(long token) {
    Integer messageId;
    synchronized (this) {
      messageId = unstored.remove(token);
    }
    if (messageId != null) {
      attempt.acknowledgeNow(messageId);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    Channel channel = topics.channel(topic);
    if (channel == Channel.DN_ORDER || channel == Channel.DN_DOCUMENT) {
      toBeStored(channel, message);
      return;
    }
    if (message.getQos() > 0) {
      attempt.acknowledgeNow(message.getId());
    }
    if (channel == Channel.DN_ACK || channel == Channel.DN_QUERY) {
      deliver(reader.read(channel, message.getPayload()));
    }
    // Anything else we did not subscribe to, and nobody here could use it.
  }

  /** Keeps the broker's number of the message until its row is committed. */
  private void toBeStored(Channel channel, MqttMessage message) {
    long token;
    synchronized (this) {
      token = ++tokens;
      if (message.getQos() > 0) {
        unstored.put(token, message.getId());
      }
      if (unstored.size() > receiveMaximum) {
        attempt.lost(
            ReasonCodes.RECEIVE_MAXIMUM_EXCEEDED,
            "it sends more messages ahead than was agreed. Check the broker; it may be hostile.");
        return;
      }
    }
    deliver(
        new Input.MessageArrived(
            number, token, channel, message.isRetained(), message.getPayload()));
  }

  private synchronized void deliver(Input input) {
    if (open) {
      hand(input);
    } else if (early.size() < receiveMaximum) {
      early.add(input);
    } else {
      attempt.lost(
          ReasonCodes.RECEIVE_MAXIMUM_EXCEEDED,
          "it talks before it has answered our subscriptions. Check the broker; it may be"
              + " hostile.");
    }
  }

  private void hand(Input input) {
    if (inputs.offer(input)) {
      fullTold = false;
      return;
    }
    // No room: acknowledged all the same, so that it is not sent for ever, and said once.
    if (input instanceof Input.MessageArrived message) {
      stored(message.token());
    }
    if (!fullTold) {
      fullTold = true;
      inputs.post(new Input.MessageUnreadable(channel(input), BUSY));
    }
  }

  private static final String BUSY =
      "A message was thrown away because too many came at once (busy). Check who sends so much, and"
          + " repeat it later.";

  private static Channel channel(Input input) {
    return switch (input) {
      case Input.MessageArrived arrived -> arrived.channel();
      case Input.MessageUnreadable unreadable -> unreadable.channel();
      case Input.StateAsked asked -> Channel.DN_QUERY;
      default -> Channel.DN_ACK;
    };
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    attempt.disconnected(response);
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    // Followed by the end of the connection, which is told.
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Each publication has its own listener.
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // Told when the subscriptions are answered too.
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // The guard lets none pass.
  }
}
