package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
    play(40, LockShop::crash);
  }

  @Test
  @Tag("deep")
  void anAgentThatStandsStillLeavesNoCoilOn() {
    play(3, OrderCrashTest::standStill);
  }

  private static void standStill(LockShop shop) {
    long agent = shop.shop().agent().pid();
    assertEquals(0, Run.of(List.of("kill", "-STOP", String.valueOf(agent))).exit());
    passing(20_000);
    assertEquals(0, Run.of(List.of("kill", "-CONT", String.valueOf(agent))).exit());
    shop.desk().forgetChallenge();
    shop.awaitChallenge();
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
    int before = shop.pulses(lock);
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
    assertTrue(pulses == 1 || !answer.equals("confirmed"), answer);
    if (shop.isOpen("C" + number)) {
      shop.shut("C" + number);
    }
    return answer;
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
