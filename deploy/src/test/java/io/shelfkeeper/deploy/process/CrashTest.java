package io.shelfkeeper.deploy.process;

import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.LiveShop;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Agent and broker are killed at moments that nobody chose, while hands are in the shelves: nothing
 * is lost, nothing is applied twice.
 */
@Tag("process")
class CrashTest {

  @Test
  void aFewCrashesLoseNothingAndDoubleNothing() {
    crash(3, 2);
  }

  @Test
  @Tag("deep")
  void manyCrashesLoseNothingAndDoubleNothing() {
    crash(20, 10);
  }

  private static void crash(int agents, int brokers) {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("replay with: mvn verify -Dtest=CrashTest -Dcrash.seed=" + seed);
    Random dice = new Random(seed);
    try (LiveShop shop = LiveShop.withOwnBroker(Application.installed(), Brokers.mosquitto())) {
      Shopping shopping = Shopping.open(shop);
      int left = agents + brokers;
      int agentsLeft = agents;
      while (left > 0) {
        moveForAWhile(shopping, dice);
        if (dice.nextInt(left) < agentsLeft) {
          killAgent(shopping, dice);
          agentsLeft--;
        } else {
          killBroker(shopping, dice);
        }
        left--;
      }
      shopping.assertNothingLostOrDuplicated();
    }
  }

  private static void killAgent(Shopping shopping, Random dice) {
    shopping.shop().killAgent();
    moves(shopping, dice, dice.nextInt(3));
    shopping.shop().startAgent();
    if (dice.nextInt(3) == 0) {
      // Once more, somewhere in its start.
      passing(Duration.ofMillis(dice.nextInt(1500)));
      shopping.shop().killAgent();
      shopping.shop().startAgent();
    }
    shopping.shop().awaitAgent();
  }

  private static void killBroker(Shopping shopping, Random dice) {
    shopping.shop().killBroker();
    moves(shopping, dice, dice.nextInt(3));
    shopping.shop().startBroker();
  }

  private static void moveForAWhile(Shopping shopping, Random dice) {
    moves(shopping, dice, 1 + dice.nextInt(3));
    // Up to the time in which a movement is concluded, written and sent.
    passing(Duration.ofMillis(dice.nextInt(2500)));
  }

  private static void moves(Shopping shopping, Random dice, int count) {
    for (int i = 0; i < count; i++) {
      shopping.move(dice);
    }
  }

  /** A random moment is not a condition: time itself is what the test is about. */
  private static void passing(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Wait.until("a random moment", () -> System.nanoTime() - end >= 0);
  }
}
