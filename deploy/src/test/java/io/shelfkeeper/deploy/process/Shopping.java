package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.AgentStatus;
import io.shelfkeeper.deploy.demo.Judge;
import io.shelfkeeper.deploy.demo.Ledger;
import io.shelfkeeper.deploy.demo.LiveShop;
import io.shelfkeeper.deploy.demo.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** A shop under test, with hands in it. */
final class Shopping {
  private static final Duration SETTLED = Duration.ofMinutes(4);

  /** With more than this a bay is only taken from. */
  private static final int MOST = 16;

  private static final String[] BAYS = {
    "A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "B4", "B5", "B6"
  };

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
    shop.startSimulator(1);
    shop.startAgent();
    shop.awaitAgent();
    Shopping shopping = new Shopping(shop);
    shopping.awaitOnline();
    return shopping;
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
        () -> verdict(judge).line() + " " + verdict(judge).differences());
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    Wait.until("time for what would come twice", () -> System.nanoTime() - end > 0);
    assertTrue(verdict(judge).good(), () -> verdict(judge).line());
  }

  private boolean nothingWaits() {
    return shop.status().filter(status -> status.online() && status.waiting() == 0).isPresent();
  }

  private Verdict verdict(Judge judge) {
    return judge.judge(
        shop.truth().moves(), ledger.moves(), shop.truth().counts(), ledger.counts());
  }
}
