package io.shelfkeeper.agent.core.sync;

import static io.shelfkeeper.agent.core.sync.UplinkBench.mark;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.step.Effect;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A row that stands for dropped ones on its way out, and the watermark that moves over them. */
class DroppedRangeTest {
  private static final long LAST = 6_000;

  private static UplinkBench online(boolean brokerEndsRows) {
    UplinkBench bench = new UplinkBench(LAST, 0, brokerEndsRows);
    bench.drop(11, LAST - 1);
    bench.connect(65_535);
    if (!brokerEndsRows) {
      bench.answer(Map.of());
    }
    return bench;
  }

  private static List<Long> upTo(long last, Long... more) {
    return LongStream.concat(LongStream.rangeClosed(1, last), LongStream.of(longs(more)))
        .boxed()
        .toList();
  }

  private static long[] longs(Long... values) {
    return List.of(values).stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void aRangeGoesAsOneRowAndWhatFollowsWaitsUntilTheBackendIsOverIt() {
    UplinkBench bench = online(false);
    assertEquals(upTo(10, LAST - 1), bench.takeNumbers());
    bench.acknowledge(mark(10));
    assertEquals(List.of(), bench.takeNumbers());
    bench.acknowledge(mark(LAST - 1));
    assertEquals(List.of(LAST), bench.takeNumbers());
    assertEquals(1, bench.outbox.waiting(Lane.FACT));
  }

  @Test
  void aMarkOfWhatWasSentBeforeARangeFitsWhateverStandsInItsPlaceOfTheRing() {
    UplinkBench bench = online(false);
    bench.takeRows();
    for (long seq = 1; seq <= 10; seq++) {
      bench.acknowledge(mark(seq));
    }
    assertEquals(10, bench.outbox.acknowledged(Lane.FACT));
    assertEquals(List.of(), bench.facts(), "no misfit");
  }

  /** Nothing of the range was ever sent, so whoever has it has another journal's. */
  @Test
  void aMarkWithinARangeIsNotOurs() {
    UplinkBench bench = online(false);
    bench.acknowledge(mark(3_000));
    assertTrue(
        bench.facts().stream().anyMatch(fact -> fact instanceof Fact.RolledBack),
        "" + bench.facts());
  }

  @Test
  void aRangeThatWasRefusedIsSentAgain() {
    UplinkBench bench = online(false);
    List<Effect.PublishRow> rows = bench.takeRows();
    rows.subList(0, 10).forEach(row -> bench.done(row, 0));
    bench.done(rows.getLast(), 0x97);
    bench.acknowledge(mark(10));
    bench.pass(2);
    assertEquals(List.of(LAST - 1), bench.takeNumbers());
  }

  @Test
  void aRangeEndsWithTheBrokersWordWhereThatIsEnough() {
    UplinkBench bench = online(true);
    bench.takeRows().forEach(row -> bench.done(row, 0));
    assertEquals(LAST - 1, bench.outbox.acknowledged(Lane.FACT));
    bench.pass(1);
    bench.takeRows().forEach(row -> bench.done(row, 0));
    assertEquals(LAST, bench.outbox.acknowledged(Lane.FACT));
  }

  /** {@link Shedding#SENT_MAX} holds whatever was dropped before: nothing behind it was sent. */
  @Test
  void noSessionSendsMoreStoredRowsAheadThanKeepTheirNumbers() {
    UplinkBench bench = new UplinkBench(30_000, 0, false);
    for (long seq = 1; seq < 29_000; seq += 1 + seq % 5) {
      bench.drop(seq, seq + seq % 5);
    }
    bench.connect(65_535);
    bench.answer(Map.of());
    int sent = 0;
    for (List<Effect.PublishRow> rows = bench.takeRows(); !rows.isEmpty(); ) {
      sent += rows.size();
      rows.forEach(row -> bench.done(row, 0));
      rows = bench.takeRows();
    }
    int held = LaneFlow.PAGE + 500;
    assertTrue(sent > 100 && sent + held <= Shedding.SENT_MAX, sent + " rows sent ahead");
  }
}
