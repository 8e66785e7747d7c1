package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day offline at one event a second leaves a backlog. While it drains, in order and once, what
 * happens now is told now. How far an alarm had to queue is counted in events that came before it:
 * a busy machine makes both slower.
 */
@Tag("process")
@Tag("deep")
class LiveAlarmTest {
  private static final int BACKLOG = 100_000;

  /** In its own lane an alarm waits for the window and a page; behind the backlog for all of it. */
  private static final int BEFORE_IT_MAX = 10_000;

  /** An alarm that is handed over with less to come proves nothing. */
  private static final int WORTH_OVERTAKING = 3 * BEFORE_IT_MAX;

  private static final int ALARMS_MAX = 100;

  private static final int SLOW_BACKLOG = 150;
  private static final int SLOW_KNOWN = 70;
  private static final int SLOW_BEFORE_IT_MAX = 32;

  private static final Duration DRAINED = Duration.ofMinutes(5);

  @TempDir private Path folder;

  private IntakeShop shop;

  // What arrived.
  private int facts;
  private int first = -1;
  private int last;
  private int disordered;
  private final List<Integer> factsBefore = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    shop = new IntakeShop(folder);
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private synchronized void fact(int number) {
    disordered += number == facts ? 0 : 1;
    first = facts == 0 ? number : first;
    last = number;
    facts++;
  }

  private synchronized void alarm(int number) {
    factsBefore.add(facts);
  }

  private synchronized int facts() {
    return facts;
  }

  private synchronized String story() {
    return "%d facts came, the first was %d, the last %d, %d were not at their place%n"
        .formatted(facts, first, last, disordered);
  }

  private synchronized int alarms() {
    return factsBefore.size();
  }

  private String told() {
    return story() + shop.story();
  }

  /**
   * Hands over alarms, one after the other, from so many facts on.
   *
   * @return how many facts came between each and its arrival, the fewest first
   */
  private List<Integer> overtaken(int from, int to) throws IOException {
    Wait.until("the backlog drains", DRAINED, () -> facts() >= from, this::told);
    List<Integer> handedAt = new ArrayList<>();
    while (facts() < to && handedAt.size() < ALARMS_MAX) {
      int number = handedAt.size();
      handedAt.add(facts());
      shop.fill("urgent", number, 1, upTo -> {});
      Wait.until("the alarm arrives", () -> alarms() > number);
    }
    List<Integer> overtaken = new ArrayList<>();
    for (int i = 0; i < handedAt.size(); i++) {
      overtaken.add(factsBefore.get(i) - handedAt.get(i));
    }
    Collections.sort(overtaken);
    System.out.printf(
        "%d live alarms while a backlog drains: %d facts before one in the middle, %d at most%n",
        overtaken.size(), overtaken.get(overtaken.size() / 2), overtaken.getLast());
    return overtaken;
  }

  /**
   * Leaves a backlog, as whoever was offline and was then started anew has it. Whoever listens is
   * there before the agent finds the broker: what goes to nobody is taken by a broker all the same.
   */
  private void beginWith(int backlog) throws IOException, MqttException {
    try (Child _ = shop.startAgent()) {
      shop.fill("fact", 0, backlog, upTo -> {});
    }
    shop.startBroker();
    shop.listen("fact", this::fact);
    shop.listen("alarm", this::alarm);
    shop.startAgent();
  }

  private void assertAllCame(int backlog) {
    Wait.until("the backlog has drained", DRAINED, () -> facts() >= backlog, this::told);
    assertEquals(backlog, facts(), "facts that came twice");
    assertEquals(0, disordered, "facts out of order");
  }

  @Test
  void anAlarmOvertakesWhatALongOutageLeft() throws IOException, MqttException {
    beginWith(BACKLOG);
    List<Integer> overtaken = overtaken(1, BACKLOG - WORTH_OVERTAKING);
    assertAllCame(BACKLOG);
    assertTrue(overtaken.size() >= 5, "only " + overtaken.size() + " alarms while it drained");
    assertTrue(overtaken.getLast() <= BEFORE_IT_MAX, "an alarm queued: " + overtaken);
  }

  @Test
  void onASlowLineABacklogDrainsAndAlarmsOvertakeIt() throws IOException, MqttException {
    try (SlowLine line = new SlowLine(shop.brokerPort())) {
      shop.brokerIsAt(IntakeShop.HERE, line.port());
      beginWith(SLOW_BACKLOG);
      // Until the line has shown how slow it is, more is sent ahead.
      List<Integer> overtaken = overtaken(SLOW_KNOWN, SLOW_BACKLOG - 2 * SLOW_BEFORE_IT_MAX);
      assertAllCame(SLOW_BACKLOG);
      assertTrue(overtaken.getLast() <= SLOW_BEFORE_IT_MAX, "an alarm queued: " + overtaken);
    }
  }
}
