package io.shelfkeeper.deploy.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent is killed while a backlog leaves it and only the broker ends its rows: what was
 * accepted arrives, in order, and at most 32 events for each kill come twice.
 */
@Tag("process")
class BrokerEndsRowsCrashTest {
  private static final int TWICE_AT_MOST = 32;
  private static final int BACKLOG = 4_000;

  /** A start, a connection after back-off, and a backlog. */
  private static final Duration CAUGHT_UP = Duration.ofMinutes(5);

  private static final long STEP_MILLIS = 60_000;
  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  private static final String SITE =
      """
      site: shop
      device: keeper
      broker: {url: "mqtt://127.0.0.1:%d", delivery: broker}
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

  @TempDir private Path folder;

  private final int brokerPort = Ports.free();
  private final int intakePort = Ports.free();
  private final List<Child> children = new ArrayList<>();
  private final BitSet accepted = new BitSet();

  // What arrived.
  private final BitSet arrived = new BitSet();
  private int twice;
  private int newest;
  private int disordered;

  @BeforeEach
  void startBroker() throws IOException, MqttException {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        "listener %d 127.0.0.1\nallow_anonymous true\nuser root\nset_tcp_nodelay true\nmax_queued_messages 0\n"
            .formatted(brokerPort));
    start("broker", Tools.need("mosquitto"), "-c", config.toString());
    Wait.until("the broker answers", () -> Ports.answers(brokerPort));
    MqttAsyncClient ear =
        new MqttAsyncClient("tcp://127.0.0.1:" + brokerPort, "ear", new MemoryPersistence());
    ear.setCallback(new DeskEar((topic, payload) -> arrived(new String(payload, UTF_8))));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setReceiveMaximum(1_000);
    ear.connect(options).waitForCompletion(STEP_MILLIS);
    ear.subscribe("sk/v1/shop/keeper/up/fact", 1).waitForCompletion(STEP_MILLIS);
    Files.writeString(folder.resolve("site.yaml"), SITE.formatted(brokerPort, intakePort));
  }

  @AfterEach
  void stop() {
    children.forEach(Child::close);
  }

  private Child start(String name, String... command) {
    Child child = Child.start(name, List.of(command), Map.of(), line -> {});
    children.add(child);
    return child;
  }

  private Child startAgent() {
    return start(
        "agent",
        Application.installed().agent(),
        "run",
        "--config",
        folder.resolve("site.yaml").toString(),
        "--data",
        folder.resolve("data").toString());
  }

  private synchronized void arrived(String event) {
    Matcher seq = SEQ.matcher(event);
    if (!seq.find()) {
      return; // one of the agent's own
    }
    int number = Integer.parseInt(seq.group(1));
    twice += arrived.get(number) ? 1 : 0;
    disordered += arrived.get(number) || number > newest ? 0 : 1;
    arrived.set(number);
    newest = Math.max(newest, number);
  }

  private synchronized int count() {
    return arrived.cardinality();
  }

  /** Hands over events and waits until each of them would survive. */
  private void fill(int from, int count) throws IOException {
    Wait.until("the intake answers", () -> Ports.answers(intakePort));
    try (Socket socket = new Socket("127.0.0.1", intakePort);
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      StringBuilder lines = new StringBuilder();
      for (int seq = from; seq < from + count; seq++) {
        lines.append("{\"seq\":").append(seq).append(",\"what\":\"a fridge door\"}\n");
      }
      out.write(lines.toString().getBytes(US_ASCII));
      out.flush();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        accepted.set(from, Integer.parseInt(line) + 1);
        if (accepted.get(from + count - 1)) {
          return;
        }
      }
    }
  }

  private void crash(int kills) throws IOException {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println(
        "replay with: mvn verify -Dtest=BrokerEndsRowsCrashTest -Dcrash.seed=" + seed);
    Random dice = new Random(seed);
    int next = 1;
    Child agent = startAgent();
    for (int kill = 0; kill < kills; kill++) {
      fill(next, BACKLOG);
      next += BACKLOG;
      int enough = count() + dice.nextInt(BACKLOG);
      Wait.until(
          "some of the backlog has arrived",
          () -> count() >= enough || count() == accepted.cardinality());
      agent.kill();
      agent = startAgent();
    }
    Wait.until(
        "all that was accepted has arrived",
        CAUGHT_UP,
        () -> count() >= accepted.cardinality(),
        () -> count() + " of " + accepted.cardinality());
    synchronized (this) {
      accepted.andNot(arrived);
      assertEquals(new BitSet(), accepted, "lost");
      assertEquals(0, disordered, "out of order");
      System.out.println(twice + " events twice after " + kills + " kills");
      assertTrue(twice <= kills * TWICE_AT_MOST, twice + " events came twice");
    }
  }

  @Test
  void aFewKillsSendAtMost32EventsTwiceEach() throws IOException {
    crash(2);
  }

  @Test
  @Tag("deep")
  void manyKillsSendAtMost32EventsTwiceEach() throws IOException {
    crash(25);
  }
}
