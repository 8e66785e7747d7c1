package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.shelfkeeper.deploy.demo.AgentStatus;
import io.shelfkeeper.deploy.demo.Judge;
import io.shelfkeeper.deploy.demo.Ledger;
import io.shelfkeeper.deploy.demo.LiveShop;
import io.shelfkeeper.deploy.demo.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A shop under test, with hands in it. Which goods a weight stands for may be a guess: of ten
 * thousand movements with usual packages two are told as a stranger's, most often two light
 * packages that are both lighter or both heavier than usual. That nothing is lost on the way must
 * be no guess, so here the packages of a product weigh the same.
 */
final class Shopping {
  private static final Duration SETTLED = Duration.ofMinutes(4);

  /** With more than this a bay is only taken from. */
  private static final int MOST = 16;

  private static final String[] BAYS = {
    "A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "B4", "B5", "B6"
  };

  private static final List<String> STOCK =
      List.of("io.shelfkeeper.stock.moved.v1", "io.shelfkeeper.stock.unexplained.v1");

  private final LiveShop shop;
  private final Ledger ledger;
  private int next;

  Shopping(LiveShop shop) {
    this.shop = shop;
    this.ledger = shop.ledger();
  }

  /** Everything is started, every bay weighed, the backend greeted. */
  static Shopping open(LiveShop shop) {
    shop.startBroker();
    shop.startBackend(line -> {});
    startSimulator(shop);
    shop.startAgent();
    shop.awaitAgent();
    Shopping shopping = new Shopping(shop);
    shopping.awaitOnline();
    return shopping;
  }

  /** Starts it with packages that weigh the same. */
  static void startSimulator(LiveShop shop) {
    Path even = shop.folder().path().resolve("even.yaml");
    try {
      String site = Files.readString(shop.folder().site());
      Files.writeString(even, site.replaceAll("spread: [0-9.]+", "spread: 0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shop.startSimulator(1, even);
  }

  LiveShop shop() {
    return shop;
  }

  Ledger ledger() {
    return ledger;
  }

  /** One or two packages out of the next bay, or back into it; into it if it is nearly empty. */
  void move(Random dice) {
    String bay = BAYS[next++ % BAYS.length];
    boolean wantsToPut = dice.nextInt(3) == 0;
    int count = 1 + dice.nextInt(2);
    int there = countAt(bay);
    boolean puts = there < count || wantsToPut && there < MOST;
    tell((puts ? "put" : "take") + " --bay " + bay + " --count " + count);
  }

  private int countAt(String bay) {
    return shop.truth().counts().entrySet().stream()
        .filter(entry -> entry.getKey().bay().equals(bay))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  String tell(String words) {
    try {
      return shop.simulator().tell(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitOnline() {
    // After some failures the agent waits up to a minute, so that a fleet does not stampede.
    Wait.until("the agent is online", SETTLED, shop::agentIsOnline, () -> "");
  }

  AgentStatus status() {
    return shop.status().orElseThrow(() -> new AssertionError("the agent does not answer"));
  }

  /** Waits until everything is told, and then for whatever might be told too much. */
  void assertNothingLostOrDuplicated() {
    Judge judge = new Judge(shop.blind());
    Wait.until(
        "what moved is in the ledger",
        SETTLED,
        () -> verdict(judge).good() && nothingWaits(),
        () -> story(verdict(judge)));
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    Wait.until("time for what would come twice", () -> System.nanoTime() - end > 0);
    assertTrue(verdict(judge).good(), () -> story(verdict(judge)));
  }

  /**
   * What explains a verdict: of each bay that differs what moved and what was told, and who said
   * what.
   */
  private String story(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict.line());
    lines.addAll(verdict.differences());
    for (String bay : BAYS) {
      if (differs(verdict, bay)) {
        tell(bay, lines);
      }
    }
    lines.add("nobody looked: " + shop.blind());
    lines.add("" + shop.status());
    lines.addAll(shop.agent().lastLines());
    return String.join("\n", lines);
  }

  /** Where the sums are right, only the order of what moved can be wrong, and of any bay. */
  private static boolean differs(Verdict verdict, String bay) {
    return verdict.differences().isEmpty()
        || verdict.differences().stream().anyMatch(line -> line.startsWith("bay " + bay + ":"));
  }

  private void tell(String bay, List<String> lines) {
    shop.truth().moves().stream()
        .filter(move -> move.bay().equals(bay))
        .forEach(move -> lines.add("moved: " + move));
    for (String type : STOCK) {
      ledger.events(type).stream()
          .map(JsonNode::toString)
          .filter(event -> event.contains("\"" + bay + "\""))
          .forEach(event -> lines.add("told: " + event));
    }
  }

  private boolean nothingWaits() {
    return shop.status().filter(status -> status.online() && status.waiting() == 0).isPresent();
  }

  private Verdict verdict(Judge judge) {
    return judge.judge(
        shop.truth().moves(), ledger.moves(), shop.truth().counts(), ledger.counts());
  }
}
