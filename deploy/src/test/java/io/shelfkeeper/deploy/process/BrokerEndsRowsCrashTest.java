package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Random;
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

  @TempDir private Path folder;

  private IntakeShop shop;
  private final BitSet accepted = new BitSet();

  // What arrived.
  private final BitSet arrived = new BitSet();
  private int twice;
  private int newest;
  private int disordered;

  @BeforeEach
  void startBroker() throws IOException, MqttException {
    shop = new IntakeShop(folder);
    shop.startBroker();
    shop.listen("fact", this::arrived);
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private synchronized void arrived(int number) {
    twice += arrived.get(number) ? 1 : 0;
    disordered += arrived.get(number) || number > newest ? 0 : 1;
    arrived.set(number);
    newest = Math.max(newest, number);
  }

  private synchronized int count() {
    return arrived.cardinality();
  }

  private void fill(int from) throws IOException {
    shop.fill("fact", from, BACKLOG, upTo -> accepted.set(from, upTo + 1));
  }

  private void crash(int kills) throws IOException {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println(
        "replay with: mvn verify -Dtest=BrokerEndsRowsCrashTest -Dcrash.seed=" + seed);
    Random dice = new Random(seed);
    int next = 1;
    Child agent = shop.startAgent();
    for (int kill = 0; kill < kills; kill++) {
      fill(next);
      next += BACKLOG;
      int enough = count() + dice.nextInt(BACKLOG);
      Wait.until(
          "some of the backlog has arrived",
          () -> count() >= enough || count() == accepted.cardinality());
      agent.kill();
      agent = shop.startAgent();
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
    crash(12);
  }
}
