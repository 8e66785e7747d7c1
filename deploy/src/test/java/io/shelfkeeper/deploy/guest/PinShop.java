package io.shelfkeeper.deploy.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.local.StatusQuestion;
import io.shelfkeeper.deploy.demo.AgentStatus;
import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.BrokerProgram;
import io.shelfkeeper.deploy.demo.Child;
import io.shelfkeeper.deploy.demo.Ledger;
import io.shelfkeeper.deploy.demo.Order;
import io.shelfkeeper.deploy.demo.OrderLedger;
import io.shelfkeeper.deploy.demo.Outcome;
import io.shelfkeeper.deploy.demo.Ports;
import io.shelfkeeper.deploy.process.Brokers;
import io.shelfkeeper.deploy.process.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A locker on the guest's own pins: the packaged agent and the packaged backend, with a broker
 * between them, all as separate programs and as the guest's unprivileged user.
 */
final class PinShop implements AutoCloseable {
  private static final String SITE =
      """
      site: guest
      device: keeper
      broker: {url: "mqtt://127.0.0.1:%1$d", delivery: backend}
      intake: {listen: "tcp://127.0.0.1:%2$d"}
      buses:
        - {id: pins, link: pins}
      devices:
        - id: board
          model: pin-board
          bus: pins
          inputs: [GPIO0, GPIO1, GPIO2]
          outputs: ["%3$s", "%4$s"]
          risk_accepted: "J. Doe, 2026-11-29: a guest has no coils"
      locks:
        - {id: lock-A, board: board, channel: 1, input: 1, shut: contact_closed, %5$s}
        - {id: lock-B, board: board, channel: 2, input: 2, shut: contact_closed, %6$s}
      case_switch: {board: board, input: 3, shut: contact_closed}
      pulses_per_minute: 600
      products:
        - {sku: water, name: "Water", grams: 523.0, spread: 2.2}
      fixtures:
        - id: locker
          compartments: [A, B]
          doors:
            - {id: A, lock: lock-A, opens: [A]}
            - {id: B, lock: lock-B, opens: [B]}
      """;

  static final String DEVICE = "guest/keeper";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_MILLIS = 10_000;

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long SECOND_NANOS = 1_000 * NANOS_PER_MILLI;

  /**
   * After a start the coil of a bare line rests as after a pulse: nine times the longest one here.
   */
  private static final long START_NANOS = 16_000 * NANOS_PER_MILLI;

  private final Path machine;
  private final Path office;
  private final int pulseMillis;
  private final int port = Ports.free();
  private final int intakePort = Ports.free();
  private final BrokerProgram brokerProgram;
  private final Ledger ledger;
  private final OrderLedger orders;

  // From start to close.
  private @Nullable Child broker;
  private @Nullable Child backend;
  private @Nullable Child agent;
  private long quietNanos = System.nanoTime();

  /**
   * @param machine folder of the agent: its site file, its journal
   * @param office folder of the backend: its ledger, its keys
   * @param broker folder of the broker
   * @param pulseMillis length of a pulse, or what the door bears at most
   */
  PinShop(Path machine, Path office, Path broker, int pulseMillis) {
    this.machine = machine;
    this.office = office;
    this.pulseMillis = pulseMillis;
    brokerProgram = Brokers.any().at(broker, port);
    ledger = new Ledger(book(), DEVICE);
    orders = new OrderLedger(book(), ledger);
  }

  /** All of it runs, all doors are shut, and the agent obeys the backend. */
  static PinShop open(int pulseMillis) throws IOException {
    Path folder = Files.createTempDirectory("pin-shop-");
    PinShop shop = new PinShop(folder, folder, folder, pulseMillis);
    shop.startBroker();
    shop.startBackend();
    shop.writeSite(true);
    shop.everythingShut();
    shop.startAgent();
    shop.awaitAgent();
    return shop;
  }

  void everythingShut() {
    for (GuestDoor door : GuestDoor.values()) {
      door.shut();
    }
    GuestDoor.contact(GuestDoor.CASE, true);
  }

  private Path book() {
    return office.resolve("ledger.jsonl");
  }

  /** Where other programs hand over their events. */
  int intakePort() {
    return intakePort;
  }

  Path data() {
    return machine.resolve("data");
  }

  /** For the next start of the agent. */
  void writeSite(boolean riskAccepted) throws IOException {
    String site =
        SITE.formatted(
            port,
            intakePort,
            GuestDoor.A.output(),
            GuestDoor.B.output(),
            lock(GuestDoor.A),
            lock(GuestDoor.B));
    Files.writeString(
        machine.resolve("site.yaml"),
        riskAccepted ? site : site.replaceAll("(?m)^ +risk_accepted.*\n", ""));
  }

  private String lock(GuestDoor door) {
    return "pulse_millis: %1$d, cap_millis: %1$d, open_millis: 20000, pulses_per_minute: 60"
        .formatted(Math.min(pulseMillis, door.longestMillis()));
  }

  void startBroker() {
    Child started = start("broker", brokerProgram.command());
    broker = started;
    Wait.until("the broker answers", () -> Ports.answers(port));
  }

  void startBackend() throws IOException {
    Path keys = office.resolve("keys");
    backend =
        start(
            "backend",
            List.of(
                Application.installed().backend(),
                "--broker",
                "mqtt://127.0.0.1:" + port,
                "--ledger",
                book().toString(),
                "--keys",
                keys.toString(),
                "--say"));
    Wait.until("the backend has keys", () -> Files.exists(keys.resolve("root.pub")));
    Files.copy(
        keys.resolve("root.pub"), machine.resolve("root.pub"), StandardCopyOption.REPLACE_EXISTING);
  }

  void startAgent() {
    agent =
        start(
            "agent",
            List.of(
                Application.installed().agent(),
                "run",
                "--config",
                machine.resolve("site.yaml").toString(),
                "--data",
                data().toString()));
  }

  /** The guest's own /tmp is the host's, and may only be read. */
  private static Child start(String name, List<String> command) {
    Map<String, String> environment =
        Map.of(
            "SHELFKEEPER_JAVA_OPTIONS", "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    return Child.start(name, command, environment, line -> say(name, line));
  }

  /** A broker that keeps all at once says so at each message. */
  private static void say(String name, String line) {
    if (!name.equals("broker")) {
      System.out.println(name + ": " + line);
    }
  }

  Child agent() {
    if (agent == null) {
      throw new IllegalStateException("no agent was started");
    }
    return agent;
  }

  /**
   * Something that sends signals to the agent, a line with the name of each, such as {@code STOP}.
   * It runs already when the moment comes: a program takes longer to start than a pulse lasts.
   */
  Child signals() {
    String script = "while read name; do kill -$name %d; done".formatted(agent().pid());
    return start("signals", List.of("/bin/sh", "-c", script));
  }

  /** Whether the agent stands still, by a signal. */
  boolean isStopped() {
    try {
      String status = Files.readString(Path.of("/proc/" + agent().pid() + "/stat"));
      return status.startsWith(" T ", status.lastIndexOf(')') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it obeys the backend. */
  void awaitAgent() {
    Wait.until(
        "the agent is online",
        () -> AgentStatus.of(data()).filter(AgentStatus::online).isPresent());
    Wait.until(
        "the agent obeys the backend", () -> !events("io.shelfkeeper.trust.changed.v1").isEmpty());
    quietNanos = System.nanoTime() + START_NANOS;
  }

  /** Waits until the next order may have its pulse. */
  void awaitQuiet() {
    Wait.until("the coils are free", () -> System.nanoTime() - quietNanos > 0);
  }

  /** How the agent says that a door is. */
  String state(GuestDoor door) {
    return stateIfAny(door).orElseThrow();
  }

  /** The same; empty if it does not answer, as in its start. */
  Optional<String> stateIfAny(GuestDoor door) {
    try {
      JsonNode status = JSON.readTree(StatusQuestion.ask(data(), PATIENCE_MILLIS));
      return StreamSupport.stream(status.path("doors").spliterator(), false)
          .filter(one -> one.path("door").asText().equals(door.name()))
          .map(one -> one.path("state").asText())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the backend has taken, by type. */
  List<JsonNode> events(String type) {
    return ledger.events(type);
  }

  OrderLedger orders() {
    return orders;
  }

  /** Has the backend order a release; returns when the order is sent. */
  Order order(GuestDoor door) {
    return order(door.lock());
  }

  Order order(String lock) {
    int before = orders.orders().size();
    backend().tell("order --lock " + lock);
    Wait.until("an order", () -> orders.orders().size() > before);
    return orders.orders().getLast();
  }

  /**
   * Orders a release, with new orders while the coil has to rest from the one before.
   *
   * @return the order whose coil is energised
   */
  Order pulse(GuestDoor door, Levels levels) {
    int before = levels.strokes().size();
    while (true) {
      awaitQuiet();
      Order order = order(door);
      Wait.until(
          "a pulse or a refusal",
          () -> levels.strokes().size() > before || orders.outcome(order.id()).isPresent());
      if (levels.strokes().size() > before) {
        return order;
      }
      quietNanos = System.nanoTime() + 2 * SECOND_NANOS;
    }
  }

  /** Has the backend send the same bytes again. */
  void again(Order order) {
    backend().tell("again " + order.id());
  }

  private Child backend() {
    if (backend == null) {
      throw new IllegalStateException("no backend was started");
    }
    return backend;
  }

  /**
   * Waits for the outcome: {@code confirmed}, {@code unknown restarted}, {@code refused stale} …
   */
  String outcome(Order order) {
    Wait.until("an outcome", () -> orders.outcome(order.id()).isPresent());
    return orders.outcome(order.id()).map(Outcome::what).orElseThrow();
  }

  @Override
  public void close() {
    for (Child child : new Child[] {agent, backend, broker}) {
      if (child != null) {
        child.close();
      }
    }
  }
}
