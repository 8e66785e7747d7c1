package io.shelfkeeper.agent.core.sync;

import static io.shelfkeeper.agent.core.sync.UplinkBench.mark;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How rows go out once the watermarks have come, and what the broker's answers do to them. */
class UplinkTest {
  private static final Fact ALARM = new Fact.FaultClosed("scale/1", "no_answer", 1, 1);
  private static final Fact FACT = new Fact.StockOut("A1", "water");

  private static UplinkBench online(long last, int receiveMaximum) {
    UplinkBench bench = new UplinkBench(last, 0, false);
    bench.connect(receiveMaximum);
    bench
        .all(Effect.PublishBirth.class)
        .forEach(
            birth ->
                bench.uplink.done(
                    bench.now(), new Input.PublicationDone(birth.attempt(), birth.token(), 0)));
    bench.answer(Map.of());
    bench
        .all(Effect.PublishState.class)
        .forEach(
            state ->
                bench.uplink.done(
                    bench.now(), new Input.PublicationDone(state.attempt(), state.token(), 0)));
    bench.pass(0);
    return bench;
  }

  @Test
  void aFreshRowGoesOutInTheTurnThatWroteIt() {
    UplinkBench bench = online(0, 100);
    bench.append(FACT);
    assertEquals(List.of(1L), bench.takeNumbers());
  }

  @Test
  void theWindowIsTheSmallerOfOursAndTheBrokers() {
    assertEquals(3, online(500, 3).takeRows().size());
    UplinkBench bench = online(20_000, 65_535);
    int most = 0;
    for (int round = 0; round < 20; round++) {
      List<Effect.PublishRow> rows = bench.takeRows();
      most = Math.max(most, rows.size());
      rows.forEach(row -> bench.done(row, 0));
      bench.acknowledge(mark(rows.getLast().row().seq()));
    }
    assertTrue(most <= Uplink.WINDOW && most >= Uplink.WINDOW - 4, most + " rows under way");
  }

  @Test
  void aSlowBrokerIsNotADeafOne() {
    UplinkBench bench = online(60, 100);
    for (Effect.PublishRow row : bench.takeRows()) {
      bench.pass(2);
      bench.done(row, 0);
    }
    assertTrue(bench.uplink.isOnline());
    assertEquals(List.of(), bench.all(Effect.Disconnect.class));
  }

  @Test
  void aFullWindowIsFilledAgainInPortionsAndNotPlaceByPlace() {
    UplinkBench bench = online(900, 40);
    List<Effect.PublishRow> first = bench.takeRows();
    first.subList(0, 9).forEach(row -> bench.done(row, 0));
    assertEquals(List.of(), bench.takeNumbers());
    bench.append(ALARM);
    assertEquals(Lane.ALARM, bench.takeRows().getFirst().row().lane());
    first.subList(9, 14).forEach(row -> bench.done(row, 0));
    int more = bench.takeRows().size();
    assertTrue(more > 10, more + " rows in the next portion");
  }

  @Test
  void anAlarmOvertakesABacklogOfFacts() {
    UplinkBench bench = online(500, 10);
    bench.takeRows();
    bench.append(ALARM);
    List<Effect.PublishRow> next = bench.takeRows();
    assertEquals(Lane.ALARM, next.getFirst().row().lane());
  }

  @Test
  void aBacklogIsReadInPagesAndInOrder() {
    UplinkBench bench = online(450, 50);
    List<Long> sent = new ArrayList<>();
    for (int round = 0; round < 40 && sent.size() < 450; round++) {
      for (Effect.PublishRow row : bench.takeRows()) {
        sent.add(row.row().seq());
        bench.done(row, 0);
        bench.acknowledge(mark(row.row().seq()));
      }
    }
    assertEquals(LongStream.rangeClosed(1, 450).boxed().toList(), sent);
    assertEquals(450, bench.outbox.acknowledged(Lane.FACT));
  }

  @Test
  void theBrokersWordAloneReleasesNothing() {
    UplinkBench bench = online(3, 100);
    bench.takeRows().forEach(row -> bench.done(row, 0));
    assertEquals(0, bench.outbox.acknowledged(Lane.FACT));
  }

  @Test
  void theBrokersWordIsEnoughWhereTheSiteFileSaysSo() {
    UplinkBench bench = new UplinkBench(3, 0, true);
    bench.connect(100);
    List<Effect.PublishRow> rows = bench.takeRows();
    bench.done(rows.get(0), 0);
    bench.done(rows.get(1), 0x10);
    assertEquals(2, bench.outbox.acknowledged(Lane.FACT));
    bench.done(rows.get(2), 0x97);
    assertEquals(2, bench.outbox.acknowledged(Lane.FACT));
  }

  @Test
  void whatTheBackendDoesNotAcknowledgeIsSentAgainFromTheWatermark() {
    UplinkBench bench = online(3, 100);
    bench.takeRows().forEach(row -> bench.done(row, 0));
    bench.acknowledge(mark(1));
    bench.pass(9);
    assertEquals(List.of(), bench.takeNumbers());
    bench.pass(2);
    assertEquals(List.of(2L, 3L), bench.takeNumbers());
  }

  @Test
  void aBackendThatStaysSilentIsAskedAgainHowFarItIs() {
    UplinkBench bench = online(2, 100);
    for (int i = 0; i < 90; i++) {
      bench.takeRows().forEach(row -> bench.done(row, 0));
      bench.pass(1);
    }
    assertTrue(bench.all(Effect.PublishBirth.class).size() > 1);
    assertEquals("greeting", bench.uplink.connection());
  }

  @Test
  void aRefusedRowIsTriedAgainAndItsLaneKeepsItsOrder() {
    for (int code : new int[] {0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99}) {
      UplinkBench bench = online(4, 100);
      List<Effect.PublishRow> rows = bench.takeRows();
      bench.done(rows.get(0), 0);
      bench.done(rows.get(1), code);
      bench.done(rows.get(2), 0);
      bench.done(rows.get(3), 0);
      assertEquals(List.of(), bench.takeNumbers(), "no rest after " + code);
      bench.pass(2);
      List<Effect.PublishRow> again = bench.takeRows();
      assertEquals(List.of(2L), again.stream().map(row -> row.row().seq()).toList());
      bench.done(again.getFirst(), 0);
      assertEquals(List.of(3L, 4L), bench.takeNumbers());
    }
  }

  @Test
  void aBrokerThatAnswersNothingIsLeft() {
    UplinkBench bench = online(3, 100);
    bench.pass(31);
    assertEquals(1, bench.all(Effect.Disconnect.class).size());
    assertEquals("offline", bench.uplink.connection());
  }

  @Test
  void afterALossRowsWaitForTheNextGreeting() {
    UplinkBench bench = online(3, 100);
    bench.takeRows();
    bench.lose(-1);
    bench.append(FACT);
    bench.connect(100);
    assertEquals(List.of(), bench.takeNumbers());
    bench.answer(Map.of(Lane.FACT, mark(2)));
    assertEquals(List.of(3L, 4L), bench.takeNumbers());
  }

  @Test
  void answersOfAnOlderConnectionAreDropped() {
    UplinkBench bench = online(3, 100);
    List<Effect.PublishRow> rows = bench.takeRows();
    bench.lose(-1);
    bench.connect(100);
    bench.answer(Map.of());
    List<Long> again = bench.takeNumbers();
    bench.done(rows.getFirst(), 0x97);
    bench.pass(5);
    assertEquals(List.of(1L, 2L, 3L), again);
    assertEquals(List.of(), bench.takeNumbers());
  }

  @Test
  void aSilentBackendIsAskedWithGrowingPatience() {
    UplinkBench bench = new UplinkBench(3, 0, false);
    bench.connect(100);
    for (int i = 0; i < 600; i++) {
      bench
          .all(Effect.PublishBirth.class)
          .forEach(
              birth ->
                  bench.uplink.done(
                      bench.now(), new Input.PublicationDone(birth.attempt(), birth.token(), 0)));
      bench.pass(1);
    }
    int asked = bench.all(Effect.PublishBirth.class).size();
    assertTrue(asked >= 6 && asked <= 14, asked + " questions in ten minutes");
    assertFalse(bench.uplink.isOnline());
  }

  @Test
  void aDeviceThatIsThrownOutByItsTwinWaits() {
    UplinkBench bench = online(0, 100);
    bench.pass(60);
    bench.lose(0x8E);
    assertTrue(bench.uplink.nextWakeNanos(bench.now().nanos()) < Long.MAX_VALUE);
    long connects = bench.all(Effect.Connect.class).size();
    bench.pass(0.001);
    assertEquals(connects, bench.all(Effect.Connect.class).size());
  }
}
