package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The agent is killed or stopped at moments around an order that nobody chose, and the order comes
 * again and again: the coil is energised at most once, by the board's own timer.
 */
@Tag("process")
class OrderCrashTest {
  private static final int REDELIVERIES = 3;
  private static final int BOARD_MILLIS = 300;

  /** From the moment an order is sent until after its outcome is. */
  private static final int AROUND_MILLIS = 600;

  @Test
  void aKilledAgentNeverMovesALockTwice() {
    play(3, LockShop::crash);
  }

  @Test
  @Tag("deep")
  void anAgentThatIsKilledOftenNeverMovesALockTwice() {
    play(16, LockShop::crash);
  }

  @Test
  @Tag("deep")
  void anAgentThatStandsStillLeavesNoCoilOn() {
    play(4, OrderCrashTest::standStill);
  }

  @Test
  @Tag("deep")
  void anAgentThatCollectsAllItsGarbageMovesALockOnce() {
    play(4, OrderCrashTest::collect);
  }

  /** The whole process stands for as long as a full collection takes. */
  private static void collect(LockShop shop) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String agent = String.valueOf(shop.shop().agent().pid());
    assertEquals(0, Run.of(List.of(jcmd, agent, "GC.run")).exit());
  }

  private static void standStill(LockShop shop) {
    long agent = shop.shop().agent().pid();
    assertEquals(0, Run.of(List.of("kill", "-STOP", String.valueOf(agent))).exit());
    passing(20_000);
    assertEquals(0, Run.of(List.of("kill", "-CONT", String.valueOf(agent))).exit());
    shop.desk().forgetChallenge();
    shop.awaitReturn();
  }

  /** What happens to the agent; returns when it works again. */
  private interface Mishap {
    void to(LockShop shop);
  }

  private static void play(int rounds, Mishap mishap) {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("replay with: mvn verify -Dtest=OrderCrashTest -Dcrash.seed=" + seed);
    Random dice = new Random(seed);
    Map<String, Integer> answers = new TreeMap<>();
    try (LockShop shop = LockShop.open()) {
      for (int round = 0; round < rounds; round++) {
        String number = String.valueOf(1 + round % 4);
        answers.merge(round(shop, number, dice, mishap), 1, Integer::sum);
      }
      int pulses = shop.pulses().size();
      System.out.printf("%d orders, %d pulses, %s%n", rounds, pulses, answers);
      assertTrue(pulses <= rounds);
      assertTrue(
          shop.pulses().stream().allMatch(pulse -> pulse.millis() == BOARD_MILLIS),
          () -> shop.pulses().toString());
    }
  }

  private static String round(LockShop shop, String number, Random dice, Mishap mishap) {
    String lock = "lock-c" + number;
    String door = "C" + number;
    int before = shop.pulses(lock);
    int openings = shop.openings(door);
    shop.awaitQuiet();
    OrderDesk.Order order = shop.desk().order(lock);
    shop.desk().send(order);
    passing(dice.nextInt(AROUND_MILLIS));
    mishap.to(shop);
    for (int i = 0; i < REDELIVERIES; i++) {
      shop.desk().send(order);
    }
    String answer = shop.answer(order);
    // Whatever would still come has come when a later order has been answered.
    OrderDesk.Order nowhere = shop.desk().order("nowhere");
    shop.desk().send(nowhere);
    assertEquals("unknown_target", shop.answer(nowhere));
    int pulses = shop.pulses(lock) - before;
    List<JsonNode> all = shop.answers(order);
    long outcomes = all.stream().filter(event -> event.path("data").has("outcome")).count();
    // Either one outcome, or refusals: an order that was never burned is refused again as stale.
    assertTrue(outcomes == 0 || outcomes == 1 && all.size() == 1, () -> said(all));
    assertTrue(pulses <= 1, () -> pulses + " pulses for one order, " + answer);
    holdsAgainstTheTruth(answer, pulses, shop.openings(door) - openings);
    if (shop.isOpen(door)) {
      shop.shut(door);
    }
    return answer;
  }

  /** An agent that was away for a while may say that it does not know; it may not guess. */
  private static void holdsAgainstTheTruth(String answer, int pulses, int openings) {
    String truth = answer + ", pulses: " + pulses + ", openings: " + openings;
    switch (answer) {
      case "confirmed" -> assertTrue(pulses == 1 && openings == 1, truth);
      case "failed jammed" -> assertTrue(pulses == 1 && openings == 0, truth);
      case "failed not_moved" -> assertTrue(pulses == 0 && openings == 0, truth);
      case "unknown no_answer", "unknown not_seen", "unknown restarted" -> {}
      default -> assertEquals(0, pulses, truth);
    }
  }

  private static String said(List<JsonNode> events) {
    return events.stream().map(event -> event.path("data").toString()).toList().toString();
  }

  /** A random moment is not a condition: time itself is what the test is about. */
  private static void passing(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    Wait.until(
        "a random moment", Duration.ofSeconds(30), () -> System.nanoTime() - end >= 0, () -> "");
  }
}
