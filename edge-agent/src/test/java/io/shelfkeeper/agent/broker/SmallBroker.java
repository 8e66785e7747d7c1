package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.broker.ScriptedBroker.Line;
import io.shelfkeeper.agent.broker.ScriptedBroker.Packet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker that is good enough to be believed by tests without a real one: quality 1, wills, take
 * over. Keeps no session and no retained message.
 */
final class SmallBroker implements BrokerContract.Running {
  private final ScriptedBroker server;
  private final Map<String, Client> clients = new HashMap<>();

  SmallBroker() throws IOException {
    server = new ScriptedBroker(this::serve);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Line line) throws IOException {
    Client client = new Client(line, line.await(ScriptedBroker.CONNECT).body());
    takeOver(client);
    line.send(ScriptedBroker.CONNACK);
    boolean polite = false;
    try {
      while (!polite) {
        polite = took(client, line.read());
      }
    } finally {
      leave(client, polite);
    }
  }

  /** Whether the client left without wishing for its will. */
  private boolean took(Client client, Packet packet) throws IOException {
    switch (packet.kind()) {
      case ScriptedBroker.PUBLISH -> {
        Reader body = new Reader(packet.body());
        String topic = body.text();
        int number = (packet.flags() & 2) == 0 ? 0 : body.number();
        body.properties();
        route(topic, body.rest());
        if (number > 0) {
          client.line.send("40 02 %04x".formatted(number));
        }
      }
      case ScriptedBroker.SUBSCRIBE -> subscribe(client, new Reader(packet.body()));
      case ScriptedBroker.PINGREQ -> client.line.send("d0 00");
      case ScriptedBroker.DISCONNECT -> {
        return packet.body().length == 0 || packet.body()[0] == 0;
      }
      default -> {}
    }
    return false;
  }

  private void subscribe(Client client, Reader body) throws IOException {
    int number = body.number();
    body.properties();
    StringBuilder codes = new StringBuilder();
    synchronized (this) {
      while (body.left() > 0) {
        client.filters.add(body.text());
        body.skip(1);
        codes.append("01");
      }
    }
    client.line.send("90%02x%04x00%s".formatted(3 + codes.length() / 2, number, codes));
  }

  private synchronized void takeOver(Client client) throws IOException {
    Client old = clients.put(client.id, client);
    if (old != null) {
      old.line.send("e0 02 8e 00");
      old.line.reset();
    }
  }

  private synchronized void leave(Client client, boolean polite) {
    clients.remove(client.id, client);
    if (!polite && client.willTopic != null) {
      route(client.willTopic, client.will);
    }
  }

  private synchronized void route(String topic, byte[] payload) {
    for (Client client : clients.values()) {
      if (client.filters.stream().anyMatch(filter -> matches(filter, topic))) {
        try {
          client.line.publish(topic, ++client.numbers & 0x7FFF, payload);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static boolean matches(String filter, String topic) {
    String pattern = filter.replace("+", "[^/]+").replace("/#", "(/.*)?");
    return topic.matches(pattern);
  }

  /** One client that is connected. */
  private static final class Client {
    private final Line line;
    private final String id;
    private final @Nullable String willTopic;
    private final byte[] will;
    private final List<String> filters = new ArrayList<>();
    private int numbers;

    Client(Line line, byte[] connect) {
      this.line = line;
      Reader body = new Reader(connect);
      body.text();
      body.skip(1);
      boolean hasWill = (body.skip(1) & 4) != 0;
      body.skip(2);
      body.properties();
      this.id = body.text();
      if (hasWill) {
        body.properties();
        this.willTopic = body.text();
        this.will = body.binary();
      } else {
        this.willTopic = null;
        this.will = new byte[0];
      }
    }
  }

  /** Reads the fields of a packet in turn. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    int left() {
      return bytes.length - at;
    }

    int skip(int count) {
      at += count;
      return bytes[at - 1] & 0xFF;
    }

    int number() {
      at += 2;
      return (bytes[at - 2] & 0xFF) << 8 | bytes[at - 1] & 0xFF;
    }

    byte[] binary() {
      int length = number();
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() {
      return new String(binary(), StandardCharsets.UTF_8);
    }

    /** Passes over properties shorter than 128 bytes. */
    void properties() {
      int length = bytes[at];
      at += 1 + length;
    }

    byte[] rest() {
      return Arrays.copyOfRange(bytes, at, bytes.length);
    }
  }
}
