package io.shelfkeeper.agent.core.sync;

import static io.shelfkeeper.agent.core.sync.UplinkBench.id;
import static io.shelfkeeper.agent.core.sync.UplinkBench.mark;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from the backend's marks at a connect, and from those that come later. */
class WatermarksTest {
  private static final Mark STRANGE = new Mark(7, "ffffffffffffffffffffffffffffffff");

  private static UplinkBench greeted(long last, long acknowledged, Mark fact) {
    UplinkBench bench = new UplinkBench(last, acknowledged, false);
    bench.connect(100);
    assertEquals(List.of(), bench.takeRows(), "a row went before the watermarks had come");
    bench.answer(Map.of(Lane.FACT, fact));
    return bench;
  }

  private static void assertNewIncarnation(UplinkBench bench, String cause, List<Long> numbers) {
    assertNotEquals(UplinkBench.OLD, bench.outbox.incarnation());
    List<Fact> facts = bench.facts();
    assertTrue(facts.contains(new Fact.IncarnationStarted(cause, UplinkBench.OLD)), "" + facts);
    assertEquals(2, bench.all(Effect.PublishBirth.class).size());
    assertEquals(List.of(), bench.takeRows(), "a row went before the new greeting was answered");
    bench.answer(Map.of());
    List<Effect.PublishRow> rows = bench.takeRows();
    assertEquals(
        numbers,
        rows.stream()
            .filter(row -> row.row().lane() == Lane.FACT)
            .map(row -> row.row().seq())
            .toList());
    assertTrue(
        rows.stream().allMatch(r -> r.row().incarnation().equals(bench.outbox.incarnation())));
  }

  private static Fact.RolledBack rolledBack(UplinkBench bench) {
    return bench.facts().stream()
        .filter(fact -> fact instanceof Fact.RolledBack)
        .map(fact -> (Fact.RolledBack) fact)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void equalMarksLetTheRestGo() {
    assertEquals(List.of(6L, 7L, 8L), greeted(8, 5, mark(5)).takeNumbers());
  }

  @Test
  void aMarkAheadWithTheRightIdReleasesWithoutSendingAgain() {
    UplinkBench bench = greeted(8, 5, mark(7));
    assertEquals(List.of(8L), bench.takeNumbers());
    assertEquals(7, bench.outbox.acknowledged(Lane.FACT));
  }

  @Test
  void aMarkBeyondTheLastRowMeansThatTheJournalWasRestored() {
    UplinkBench bench = greeted(8, 5, mark(9));
    assertEquals(9, rolledBack(bench).backendSeq());
    assertEquals(8, rolledBack(bench).ownSeq());
    assertNewIncarnation(bench, "rolled_back", List.of(1L, 2L, 3L, 4L));
  }

  @Test
  void anotherEventUnderTheSameNumberMeansThatTheJournalWentOnAlone() {
    UplinkBench bench = greeted(8, 5, STRANGE);
    assertEquals(7, rolledBack(bench).backendSeq());
    assertNewIncarnation(bench, "rolled_back", List.of(1L, 2L, 3L, 4L));
  }

  @Test
  void anotherEventUnderTheLastNumberIsSeenToo() {
    UplinkBench bench = greeted(7, 5, STRANGE);
    assertNewIncarnation(bench, "rolled_back", List.of(1L, 2L, 3L));
  }

  @Test
  void anotherEventUnderTheAcknowledgedNumberIsSeenToo() {
    UplinkBench bench = greeted(7, 7, STRANGE);
    assertNewIncarnation(bench, "rolled_back", List.of(1L));
  }

  @Test
  void aBackendThatHasForgottenGetsANewCountWithoutAGap() {
    UplinkBench bench = greeted(8, 5, mark(3));
    assertEquals(3, rolledBack(bench).backendSeq());
    assertEquals(5, rolledBack(bench).ownSeq());
    assertNewIncarnation(bench, "backend_behind", List.of(1L, 2L, 3L, 4L));
  }

  @Test
  void aBackendThatDoesNotKnowTheIncarnationAndMissesNothingGetsEverything() {
    UplinkBench bench = new UplinkBench(3, 0, false);
    bench.connect(100);
    bench.answer(Map.of());
    assertEquals(List.of(1L, 2L, 3L), bench.takeNumbers());
  }

  @Test
  void reKeyedRowsKeepTheirIds() {
    UplinkBench bench = greeted(8, 5, mark(9));
    bench.answer(Map.of());
    List<String> ids = bench.takeRows().stream().map(row -> row.row().id()).toList();
    assertTrue(ids.containsAll(List.of(id(6), id(7), id(8))), "" + ids);
  }

  @Test
  void theStateGoesFirstAndTellsWhatItContains() {
    UplinkBench bench = greeted(8, 5, mark(5));
    Effect.PublishState state = bench.all(Effect.PublishState.class).getFirst();
    assertEquals(8L, state.state().asOf().get(Lane.FACT));
    int place = bench.deeds.indexOf(state);
    int row = bench.deeds.indexOf(bench.all(Effect.PublishRow.class).getFirst());
    assertTrue(place < row, "a row went before the state");
  }

  @Test
  void aMarkOfLaterIsTakenOnlyWithItsId() {
    UplinkBench bench = greeted(8, 5, mark(5));
    bench.acknowledge(mark(6));
    assertEquals(6, bench.outbox.acknowledged(Lane.FACT));
    bench.acknowledge(STRANGE);
    assertNotEquals(UplinkBench.OLD, bench.outbox.incarnation());
    assertFalse(
        bench.all(Effect.Release.class).stream().anyMatch(release -> release.upTo().seq() > 6));
  }

  @Test
  void anOldAnswerRepeatedChangesNothing() {
    UplinkBench bench = greeted(8, 5, mark(5));
    bench.acknowledge(mark(7));
    bench.acknowledge(mark(6));
    assertEquals(7, bench.outbox.acknowledged(Lane.FACT));
    assertEquals(UplinkBench.OLD, bench.outbox.incarnation());
    assertEquals(1, bench.all(Effect.PublishBirth.class).size());
  }

  @Test
  void aBackendThatForgetsWhileWeAreConnectedIsGreetedAnew() {
    UplinkBench bench = greeted(8, 5, mark(5));
    bench.append(new Fact.FaultClosed("d", "k", 1, 1));
    Mark alarm = new Mark(1, bench.outbox.ends(Lane.ALARM).last().id());
    bench.acknowledge(null, Map.of(Lane.ALARM, alarm, Lane.FACT, mark(3)), List.of());
    assertEquals(2, bench.all(Effect.PublishBirth.class).size());
  }

  @Test
  void wordsForAnotherIncarnationAreNotForUs() {
    UplinkBench bench = greeted(8, 5, mark(5));
    Input.Acknowledged other =
        new Input.Acknowledged("other", null, Map.of(Lane.FACT, mark(99)), List.of());
    bench.uplink.acknowledged(bench.now(), other, new Effects());
    assertEquals(5, bench.outbox.acknowledged(Lane.FACT));
  }

  @Test
  void aRejectedRowIsParkedAndDoesNotBlockItsLane() {
    UplinkBench bench = greeted(8, 5, mark(5));
    Input.Rejection poison = new Input.Rejection(Lane.FACT, 6, id(6), "unknown sku");
    bench.acknowledge(null, Map.of(Lane.FACT, mark(7)), List.of(poison, poison));
    assertEquals(
        List.of(new Effect.Park(Lane.FACT, 6, "unknown sku")), bench.all(Effect.Park.class));
    assertEquals(7, bench.outbox.acknowledged(Lane.FACT));
  }
}
