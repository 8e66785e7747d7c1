package io.shelfkeeper.deploy.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.shelfkeeper.deploy.demo.AgentStatus;
import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.Child;
import io.shelfkeeper.deploy.demo.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A shop whose events come from another program, and whose broker has the last word on them. */
final class IntakeShop implements AutoCloseable {
  private static final long STEP_MILLIS = 60_000;
  private static final int LINES_TOLD = 30;
  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  private static final String SITE =
      """
      site: shop
      device: keeper
      broker: {url: "mqtt://%s:%d", delivery: broker}
      intake: {listen: "tcp://127.0.0.1:%d", class: fact}
      buses:
        - {id: bus-1, link: "serial:/nowhere?baud=115200"}
      devices:
        - {id: scale-1, model: rs485-transmitter, bus: bus-1, address: 1, cell: A1, samples_per_second: 10}
      products:
        - {sku: water, gtin: "9506000134406", name: "Water", grams: 523.0, spread: 2.2}
      fixtures:
        - id: shelf
          name: Shelf
          bays:
            - {id: A1, cells: [A1], products: [{sku: water, count: 12, low: 3}]}
      """;

  static final String HERE = "127.0.0.1";

  private final Path folder;
  private final int brokerPort = Ports.free();
  private final int intakePort = Ports.free();
  private final List<Child> children = new ArrayList<>();
  private final List<String> deaf = new CopyOnWriteArrayList<>();

  IntakeShop(Path folder) throws IOException {
    this.folder = folder;
    brokerIsAt(HERE, brokerPort);
  }

  /** The broker by another name, or behind something: for the next start of the agent. */
  void brokerIsAt(String host, int port) throws IOException {
    Files.writeString(folder.resolve("site.yaml"), SITE.formatted(host, port, intakePort));
  }

  int brokerPort() {
    return brokerPort;
  }

  @Override
  public void close() {
    children.forEach(Child::close);
  }

  private Child start(String name, Map<String, String> environment, String... command) {
    Child child = Child.start(name, List.of(command), environment, line -> {});
    children.add(child);
    return child;
  }

  Child startBroker() throws IOException {
    return startBroker(HERE);
  }

  Child startBroker(String address) throws IOException {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        "listener %d %s\nallow_anonymous true\nuser root\nset_tcp_nodelay true\nmax_queued_messages 0\n"
            .formatted(brokerPort, address));
    Child broker = start("broker", Map.of(), Tools.need("mosquitto"), "-c", config.toString());
    Wait.until("the broker answers", () -> answers(address));
    return broker;
  }

  private boolean answers(String address) {
    try (Socket socket = new Socket(address, brokerPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param arrived gets the number of each event of another program in this lane
   */
  void listen(String lane, IntConsumer arrived) throws MqttException {
    listen(HERE, lane, arrived);
  }

  void listen(String address, String lane, IntConsumer arrived) throws MqttException {
    MqttAsyncClient ear =
        new MqttAsyncClient("tcp://" + address + ":" + brokerPort, lane, new MemoryPersistence());
    ear.setCallback(
        new DeskEar(
            (topic, payload) -> number(payload, arrived),
            why -> deaf.add("whoever listened to " + lane + " hears no more: " + why)));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setReceiveMaximum(1_000);
    ear.connect(options).waitForCompletion(STEP_MILLIS);
    ear.subscribe("sk/v1/shop/keeper/up/" + lane, 1).waitForCompletion(STEP_MILLIS);
  }

  /** The agent's own events have none. */
  private static void number(byte[] event, IntConsumer arrived) {
    Matcher seq = SEQ.matcher(new String(event, UTF_8));
    if (seq.find()) {
      arrived.accept(Integer.parseInt(seq.group(1)));
    }
  }

  Child startAgent() {
    return startAgent(Map.of());
  }

  Child startAgent(Map<String, String> environment) {
    return start(
        "agent",
        environment,
        Application.installed().agent(),
        "run",
        "--config",
        folder.resolve("site.yaml").toString(),
        "--data",
        data());
  }

  String data() {
    return folder.resolve("data").toString();
  }

  /** What there is to say to whoever waited in vain: who listens, what waits, who said what. */
  String story() {
    List<String> lines = new ArrayList<>(deaf);
    lines.add("" + AgentStatus.of(folder.resolve("data")));
    for (Child child : children) {
      lines.add(child.name() + (child.isAlive() ? " runs and said:" : " has ended and said:"));
      List<String> said = child.lastLines();
      lines.addAll(said.subList(Math.max(0, said.size() - LINES_TOLD), said.size()));
    }
    return String.join("\n", lines);
  }

  /**
   * Hands over events and waits until each of them would survive.
   *
   * @param kind urgent, fact or telemetry
   * @param accepted hears up to which number they are
   */
  void fill(String kind, int from, int count, IntConsumer accepted) throws IOException {
    Wait.until("the intake answers", () -> Ports.answers(intakePort));
    try (Socket socket = new Socket("127.0.0.1", intakePort);
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      StringBuilder lines = new StringBuilder("{\"class\":\"" + kind + "\"}\n");
      for (int seq = from; seq < from + count; seq++) {
        lines.append("{\"seq\":").append(seq).append(",\"what\":\"a fridge door\"}\n");
      }
      out.write(lines.toString().getBytes(US_ASCII));
      out.flush();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        int upTo = Integer.parseInt(line);
        accepted.accept(upTo);
        if (upTo == from + count - 1) {
          return;
        }
      }
    }
  }
}
