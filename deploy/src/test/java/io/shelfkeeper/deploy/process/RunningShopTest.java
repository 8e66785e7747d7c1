package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.LiveShop;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One shop on one day: what it uses, how it answers, and what it makes of broken wires. The tests
 * share it because a shop takes seconds to open; each leaves it whole.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningShopTest {
  private static final String FAULT_OPENED = "io.shelfkeeper.fault.opened.v1";
  private static final String FAULT_CLOSED = "io.shelfkeeper.fault.closed.v1";

  /** Each poll would say it dozens of times; a machine that stalls is a fault of its own. */
  private static final int FAULTS_MAX = 3;

  private final LiveShop shop = LiveShop.withOwnBroker(Application.installed(), Brokers.any());
  private final Shopping shopping = new Shopping(shop);
  private final Random dice = new Random(7);

  @BeforeAll
  void theShopOpens() {
    shop.startBroker();
    shop.startBackend(line -> {});
    Shopping.startSimulator(shop);
    shop.startAgent();
    shop.awaitAgent();
  }

  @AfterAll
  void theShopCloses() {
    shop.close();
  }

  @Test
  @Order(2)
  void theAgentStaysSmallUnderTheDemosLoad() {
    for (int i = 0; i < 12; i++) {
      shopping.move(dice);
    }
    shopping.assertNothingLostOrDuplicated();
    ProcessUse use = ProcessUse.of(shop.agent().pid());
    System.out.printf("agent: %.0f MB resident%n", use.residentMegabytes());
    // 100 MB are promised; pages and pools of memory are larger on some machines.
    assertTrue(use.residentMegabytes() <= 150, () -> use.residentMegabytes() + " MB");
  }

  @Test
  @Order(3)
  void theAgentTellsHowItIsOverItsSocket() {
    awaitCalm();
    Run run = Run.agent("status", "--data", shop.folder().data().toString());
    assertEquals(0, run.exit(), run.output());
    for (String word : List.of("connected", "A1", "water-500", "no fault")) {
      assertTrue(run.output().contains(word), run.output());
    }
    Run json = Run.agent("status", "--json", "--data", shop.folder().data().toString());
    assertTrue(json.output().contains("\"connection\":\"online\""), json.output());
  }

  @Test
  @Order(4)
  void aSecondAgentOnTheSameDataIsRefused() {
    Run second =
        Run.agent(
            "run",
            "--config",
            shop.folder().site().toString(),
            "--data",
            shop.folder().data().toString());
    assertEquals(74, second.exit(), second.output());
    assertTrue(second.output().contains("Another agent keeps its journal"), second.output());
    assertTrue(shop.agent().isAlive());
    shopping.awaitOnline();
  }

  @Test
  @Order(5)
  void anUnpluggedBusIsSaidOnceAndTheOtherGoesOn() {
    broken("--bus fridge-bus --kind unplugged", "fridge-bus", "B2");
  }

  @Test
  @Order(6)
  void garbageOnALineIsSaidOnceAndTheOtherGoesOn() {
    broken("--bus fridge-bus --kind garbage", "fridge-bus", "B3");
  }

  @Test
  @Order(7)
  void withoutABrokerTheShopGoesOnAndCatchesUp() {
    shop.cutNetwork();
    Wait.until("the agent notices", () -> !shop.agentIsOnline());
    for (int i = 0; i < 4; i++) {
      shopping.move(dice);
    }
    Wait.until("the movements wait", () -> shopping.status().waiting() >= 4);
    shop.mendNetwork();
    shopping.awaitOnline();
    shopping.assertNothingLostOrDuplicated();
  }

  /** Breaks something, sees the rest of the shop go on, mends it, sees everything come back. */
  private void broken(String fault, String place, String otherBay) {
    int opened = faults(FAULT_OPENED, place).size();
    int closed = faults(FAULT_CLOSED, place).size();
    shopping.tell("fault " + fault);
    Wait.until("the fault is told", () -> faults(FAULT_OPENED, place).size() > opened);
    int moves = shopping.ledger().moves().size();
    shopping.tell("take --bay " + otherBay + " --count 1");
    Wait.until("the other bus goes on", () -> shopping.ledger().moves().size() > moves);
    shopping.tell("clear");
    Wait.until("the end is told", () -> faults(FAULT_CLOSED, place).size() > closed);
    shopping.tell("put --bay " + otherBay + " --count 1");
    shopping.assertNothingLostOrDuplicated();
    awaitCalm();
    int starts = faults(FAULT_OPENED, place).size() - opened;
    assertTrue(starts <= FAULTS_MAX, () -> "its start is said " + starts + " times");
    Wait.until(
        "its end is said as often", () -> faults(FAULT_CLOSED, place).size() == closed + starts);
  }

  private void awaitCalm() {
    shopping.awaitOnline();
    Wait.until("no fault is left", () -> shopping.status().faults().isEmpty());
  }

  private List<JsonNode> faults(String type, String place) {
    return shopping.ledger().events(type).stream()
        .filter(event -> event.path("data").path("device").asText().contains(place))
        .toList();
  }
}
