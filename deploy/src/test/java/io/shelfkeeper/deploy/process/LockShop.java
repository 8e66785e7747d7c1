package io.shelfkeeper.deploy.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.Ledger;
import io.shelfkeeper.deploy.demo.LiveShop;
import io.shelfkeeper.simulator.scenario.DoorLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A shop of separate programs with a desk that orders doors to be opened. */
final class LockShop implements AutoCloseable {
  static final String DONE = "io.shelfkeeper.order.done.v1";
  static final String REFUSED = "io.shelfkeeper.order.refused.v1";

  /** After a start the first pulse waits for one that the process before may have left running. */
  private static final long QUIET_MILLIS = 2_500;

  private static final Duration SOON = Duration.ofMinutes(4);

  /** Coils rest for seconds, and a board that has just been found is not trusted as long. */
  private static final int AGAIN_MAX = 60;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LiveShop shop;
  private final OrderDesk desk;
  private final Ledger ledger;
  private long startedMillis = System.currentTimeMillis();

  /**
   * What the simulator says of one pulse, milliseconds of the wall clock.
   *
   * @param millis -1 for one that nothing ends
   */
  record Pulse(String lock, long startMillis, long millis) {}

  private LockShop(LiveShop shop, OrderDesk desk) {
    this.shop = shop;
    this.desk = desk;
    ledger = shop.ledger();
  }

  /** Everything runs, and the device obeys the desk. */
  static LockShop open() {
    AtomicInteger port = new AtomicInteger();
    LiveShop shop =
        LiveShop.withOwnBroker(
            Application.installed(),
            (folder, free) -> {
              port.set(free);
              return Brokers.any().at(folder, free);
            });
    shop.startBroker();
    shop.startBackend(_ -> {});
    OrderDesk desk = new OrderDesk(shop.folder().device(), port.get());
    oftenMoved(shop.folder().site());
    write(shop.folder().site().resolveSibling("root.pub"), desk.rootFile());
    shop.startSimulator(1);
    shop.startAgent();
    LockShop open = new LockShop(shop, desk);
    open.awaitTrust();
    // A board that has just been found makes no pulse for a moment.
    open.startedMillis = System.currentTimeMillis();
    open.awaitQuiet();
    return open;
  }

  /** A test moves locks more often than a shop does. */
  private static void oftenMoved(Path site) {
    String text =
        read(site)
            .replaceAll(
                "(board: locker-board, channel: .*)}",
                "$1, cap_millis: 300, pulses_per_minute: 60}")
            .replaceAll(
                "(board: pi, channel: .*)}",
                "$1, pulse_millis: 300, cap_millis: 300, pulses_per_minute: 60}")
            .replace("\nlocks:", "\npulses_per_minute: 600\n\nlocks:");
    write(site, text);
  }

  private void awaitTrust() {
    awaitChallenge();
    desk.sendBundle();
    Wait.until(
        "the device obeys the desk",
        () -> !ledger.events("io.shelfkeeper.trust.changed.v1").isEmpty());
  }

  void awaitChallenge() {
    Wait.until("a challenge", SOON, () -> !desk.challenge().isEmpty(), () -> "");
  }

  LiveShop shop() {
    return shop;
  }

  OrderDesk desk() {
    return desk;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Kills the agent and starts it; back when it has sent a new challenge. */
  void crash() {
    shop.killAgent();
    desk.forgetChallenge();
    shop.startAgent();
    awaitReturn();
  }

  /** The agent was away; back when it sends a challenge. It trusts no coil for a moment. */
  void awaitReturn() {
    awaitChallenge();
    startedMillis = System.currentTimeMillis();
  }

  String tell(String words) {
    try {
      return shop.simulator().tell(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody can shut a door while its latch is withdrawn; then somebody tries again. */
  void shut(String door) {
    Wait.until(
        "the latch of " + door,
        () -> {
          try {
            tell("shut --door " + door);
            return true;
          } catch (IllegalArgumentException e) {
            return false;
          }
        });
  }

  /** All answers to an order that are no repetition. */
  List<JsonNode> answers(OrderDesk.Order order) {
    return Stream.of(DONE, REFUSED)
        .flatMap(type -> ledger.events(type).stream())
        .filter(event -> event.path("data").path("order").asText().equals(order.id()))
        .filter(event -> !event.path("data").path("repeated").asBoolean())
        .toList();
  }

  /** Waits for the first answer: {@code confirmed}, {@code failed jammed}, {@code stale} … */
  String answer(OrderDesk.Order order) {
    Wait.until("an answer to " + order.id(), SOON, () -> !answers(order).isEmpty(), () -> "");
    JsonNode data = answers(order).getFirst().path("data");
    String why = data.path("why").asText();
    return data.has("outcome")
        ? (data.path("outcome").asText() + " " + why).strip()
        : data.path("code").asText();
  }

  /** Orders a release, with new orders while the locks are busy; the answer to the last one. */
  String release(String lock) {
    return answer(taken(lock));
  }

  /** The same; the last order, which has been answered. */
  OrderDesk.Order taken(String lock) {
    OrderDesk.Order order = desk.order(lock);
    desk.send(order);
    for (int again = 0; answer(order).equals("busy") && again < AGAIN_MAX; again++) {
      awaitBetweenOrders();
      order = desk.order(lock);
      desk.send(order);
    }
    return order;
  }

  /** A device answers one order a second for long, and sixty at once. */
  static void awaitBetweenOrders() {
    long end = System.nanoTime() + 1_000_000_000L;
    Wait.until("the next order may come", () -> System.nanoTime() - end > 0);
  }

  /** What truly was energised so far. */
  List<Pulse> pulses() {
    return truth("pulse")
        .map(
            event ->
                new Pulse(
                    event.path("lock").asText(),
                    event.path("start").asLong(),
                    event.path("millis").asLong()))
        .toList();
  }

  /** How often a door truly went open so far. */
  int openings(String door) {
    return (int)
        truth("door")
            .filter(event -> event.path("door").asText().equals(door))
            .filter(event -> event.path("is").asText().equals("open"))
            .count();
  }

  /** What the simulator wrote about its doors; it may be writing the next line. */
  private Stream<JsonNode> truth(String kind) {
    String all = read(DoorLog.beside(shop.truth().file()));
    return all.substring(0, all.lastIndexOf('\n') + 1)
        .lines()
        .map(LockShop::json)
        .filter(event -> event.path("kind").asText().equals(kind));
  }

  /** Waits until nothing can be busy any more with what was ordered before. */
  void awaitQuiet() {
    Wait.until(
        "the locks are free",
        () -> {
          long last = pulses().stream().mapToLong(Pulse::startMillis).max().orElse(0);
          return System.currentTimeMillis() - Math.max(last, startedMillis) > QUIET_MILLIS;
        });
  }

  int pulses(String lock) {
    return (int) pulses().stream().filter(pulse -> pulse.lock().equals(lock)).count();
  }

  /** Whether a door is open now. */
  boolean isOpen(String door) {
    return tell("list").lines().anyMatch(line -> line.matches("door " + door + " +open.*"));
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    desk.close();
    shop.close();
  }
}
