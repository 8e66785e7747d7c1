package io.shelfkeeper.simulator.backend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * The backend's place at the broker: one connection after the other, each with a new client.
 * Messages are gathered for a moment, made durable together, and answered together.
 */
final class Desk {
  private static final String ROOT = "sk/v1/";
  private static final long STEP_MILLIS = 10_000;
  private static final long AGAIN_MILLIS = 500;
  private static final long BATCH_MILLIS = 20;
  private static final long SESSION_SECONDS = 86_400;
  private static final int BATCH_MAX = 1_000;

  /** What comes in. */
  private sealed interface Item {}

  /** A message, and whose topic it came by: the broker vouches for the topic only. */
  private record Letter(String device, byte[] payload) implements Item {}

  /** A line of words for the clerk. */
  private record Instruction(String words) implements Item {}

  private final String url;
  private final Office office;
  private final Clerk clerk;
  private final BlockingQueue<Item> inbox = new LinkedBlockingQueue<>(100_000);
  private volatile boolean connected;

  /**
   * @param url {@code tcp://host:port}
   */
  Desk(String url, Office office, Clerk clerk) {
    this.url = url;
    this.office = office;
    this.clerk = clerk;
  }

  /** Takes a line of words from any thread; it is carried out when there is a connection. */
  void instruct(String words) {
    if (!inbox.offer(new Instruction(words))) {
      System.err.println("there is too much to do; say it again later: " + words);
    }
  }

  /** Serves for ever, on the calling thread. */
  void serve() throws IOException, InterruptedException {
    while (true) {
      try {
        MqttAsyncClient client = connect();
        try {
          send(client, office.reminders());
          while (connected) {
            batch(client);
          }
        } finally {
          quietly(client);
        }
      } catch (MqttException e) {
        // Not there yet, or gone again: the devices keep everything until we are back.
        connected = false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS));
    }
  }

  private MqttAsyncClient connect() throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient(url, "shelfkeeper-reference-backend", new MemoryPersistence());
    client.setCallback(new Ear());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(false);
    options.setSessionExpiryInterval(SESSION_SECONDS);
    options.setKeepAliveInterval(20);
    options.setReceiveMaximum(1_000);
    client.connect(options).waitForCompletion(STEP_MILLIS);
    connected = true;
    MqttSubscription all = new MqttSubscription(ROOT + "+/+/up/#", 1);
    client
        .subscribe(new MqttSubscription[] {all}, null, null, new MqttProperties())
        .waitForCompletion(STEP_MILLIS);
    return client;
  }

  private void batch(MqttAsyncClient client)
      throws IOException, InterruptedException, MqttException {
    Item first = inbox.poll(BATCH_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    List<Item> items = new ArrayList<>();
    items.add(first);
    inbox.drainTo(items, BATCH_MAX);
    for (Item item : items) {
      switch (item) {
        case Letter letter -> office.receive(letter.device(), letter.payload());
        case Instruction instruction -> clerk.instruct(instruction.words());
      }
    }
    send(client, office.finish());
    send(client, clerk.work());
  }

  private static void send(MqttAsyncClient client, List<Office.Answer> answers)
      throws MqttException {
    for (Office.Answer answer : answers) {
      MqttMessage message = new MqttMessage(answer.payload());
      message.setQos(1);
      client.publish(ROOT + answer.topic(), message);
    }
  }

  private static void quietly(MqttAsyncClient client) {
    try {
      client.disconnectForcibly(0, 500, false);
    } catch (MqttException e) {
      // It is given up either way.
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      // It is given up either way.
    }
  }

  /** Only copies; whoever waits here stops the reader of the connection. */
  private final class Ear implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String[] levels = topic.split("/", -1);
      String device = levels.length > 3 ? levels[2] + "/" + levels[3] : "";
      if (!inbox.offer(new Letter(device, message.getPayload().clone()))) {
        System.err.println(device + " is too fast for this backend; it will send again");
      }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      connected = false;
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      connected = false;
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String server) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
