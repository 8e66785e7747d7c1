package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Receipts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptBookTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.TRUSTED);

  private final List<String> kept = new ArrayList<>();
  private final ReceiptBook receipts =
      new ReceiptBook(
          new Receipts() {
            @Override
            public void keep(String incarnation, Lane lane, Mark taken) {
              kept.add(incarnation + " " + lane.word() + " " + taken.seq() + " " + taken.id());
            }

            @Override
            public void begin() {}

            @Override
            public void close() {}
          });

  private void send(long token, String incarnation, Lane lane, long seq) {
    receipts.sent(
        token, new OutboxRow(incarnation, lane, seq, "id" + seq, 1, AT, "t", "", new byte[0]));
  }

  private List<String> take(long... tokens) {
    for (long token : tokens) {
      receipts.taken(token);
    }
    kept.clear();
    receipts.keep();
    return kept;
  }

  @Test
  void theLastRowTakenIsKeptForEachLane() {
    send(1, "a", Lane.FACT, 7);
    send(2, "a", Lane.ALARM, 1);
    send(3, "a", Lane.FACT, 8);
    send(4, "a", Lane.FACT, 9);
    assertEquals(List.of("a alarm 1 id1", "a fact 8 id8"), take(1, 2, 3));
    assertEquals(List.of("a fact 9 id9"), take(4));
    assertEquals(List.of(), take(4));
  }

  @Test
  void aRowThatWasRefusedIsNotCountedPast() {
    for (int seq = 1; seq <= 4; seq++) {
      send(seq, "a", Lane.FACT, seq);
    }
    assertEquals(List.of("a fact 1 id1"), take(1, 3, 4));
    send(5, "a", Lane.FACT, 2);
    send(6, "a", Lane.FACT, 3);
    assertEquals(List.of("a fact 3 id3"), take(5, 6));
  }

  @Test
  void aRowThatStandsForDroppedOnesIsCountedWithThem() {
    send(1, "a", Lane.TELEMETRY, 1);
    receipts.sent(
        2, new OutboxRow("a", Lane.TELEMETRY, 2, 9, "id9", 1, AT, "dropped", "", new byte[0]));
    send(3, "a", Lane.TELEMETRY, 10);
    assertEquals(List.of("a telemetry 10 id10"), take(1, 2, 3));
  }

  @Test
  void aNewIncarnationIsCountedAnew() {
    send(1, "a", Lane.FACT, 1);
    send(2, "b", Lane.FACT, 1);
    assertEquals(List.of(), take(1));
    assertEquals(List.of("b fact 1 id1"), take(2));
  }

  @Test
  void anAnswerToNothingCountsForNothing() {
    send(5, "a", Lane.FACT, 1);
    assertEquals(List.of(), take(4, 6));
  }
}
