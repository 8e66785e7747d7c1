package io.shelfkeeper.agent.ports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.sync.Shedding;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal promises, the real one and the one of the simulation. */
public abstract class JournalContract {
  protected static final Moment AT = new Moment(1_800_000_000_000L, 5_000_000L, ClockTrust.TRUSTED);

  private Journal journal;

  /** A journal over the same storage as the one before; never closes that one. */
  protected abstract Journal next();

  /** The same, with more waiting than it may keep. */
  protected abstract Journal tight();

  /** The process of the journal dies now, without a close. */
  protected abstract void kill(Journal dead);

  @BeforeEach
  void startIncarnation() {
    journal = next();
    journal.open();
    journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Recovered restart() {
    kill(journal);
    journal = next();
    return journal.open();
  }

  protected static Effect.Append row(Lane lane, long seq) {
    Fact fact = new Fact.StockOut("A" + seq, "water");
    return new Effect.Append(lane, seq, id(lane, seq), 1, AT, fact);
  }

  private static String id(Lane lane, long seq) {
    return lane.word() + "-" + seq;
  }

  private static Mark mark(Lane lane, long seq) {
    return new Mark(seq, id(lane, seq));
  }

  private void append(Lane lane, long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      journal.commit(List.of(row(lane, seq)));
    }
  }

  private List<Long> numbers(Lane lane) {
    return journal.rows(lane, 1, 1_000).stream().map(OutboxRow::seq).toList();
  }

  private List<String> ids(Lane lane) {
    return journal.rows(lane, 1, 1_000).stream().map(OutboxRow::id).toList();
  }

  @Test
  void aNewJournalKnowsNothing() {
    journal.close();
    Recovered found = restart();
    assertEquals("aa", found.incarnation());
    assertEquals(LaneEnds.EMPTY, found.ends(Lane.FACT));
    assertNull(found.quarantined());
  }

  @Test
  void everyStartIsCounted() {
    assertEquals(2, restart().boot());
    assertEquals(3, restart().boot());
  }

  @Test
  void aFloorNeverFalls() {
    journal.commit(List.of(new Effect.RaiseFloor("trust", 7), new Effect.RaiseFloor("other", 1)));
    journal.commit(List.of(new Effect.RaiseFloor("trust", 6)));
    assertEquals(Map.of("trust", 7L, "other", 1L), restart().floors());
    journal.commit(List.of(new Effect.RaiseFloor("trust", 8)));
    assertEquals(Map.of("trust", 8L, "other", 1L), restart().floors());
  }

  @Test
  void whatWasCommittedOutlivesTheProcess() {
    append(Lane.FACT, 1, 3);
    journal.commit(List.of(new Effect.SaveState("shelf/A1", new byte[] {1, 2})));
    Recovered found = restart();
    assertEquals(new LaneEnds(mark(Lane.FACT, 3), Mark.NONE), found.ends(Lane.FACT));
    assertArrayEquals(new byte[] {1, 2}, found.states().get("shelf/A1"));
    assertEquals(AT.wallMillis(), found.newestWallMillis());
    assertEquals(List.of(1L, 2L, 3L), numbers(Lane.FACT));
  }

  @Test
  void stateIsReplacedByItsKey() {
    journal.commit(List.of(new Effect.SaveState("k", new byte[] {1})));
    journal.commit(
        List.of(
            new Effect.SaveState("k", new byte[] {2}), new Effect.SaveState("l", new byte[] {3})));
    Recovered found = restart();
    assertArrayEquals(new byte[] {2}, found.states().get("k"));
    assertArrayEquals(new byte[] {3}, found.states().get("l"));
  }

  @Test
  void stateThatWasDroppedIsGone() {
    journal.commit(
        List.of(
            new Effect.SaveState("k", new byte[] {1}), new Effect.SaveState("l", new byte[] {2})));
    journal.commit(List.of(new Effect.DropState("k"), new Effect.DropState("never")));
    assertEquals(Set.of("l"), restart().states().keySet());
  }

  @Test
  void aRowComesBackAsItWent() {
    append(Lane.ALARM, 1, 1);
    OutboxRow row = journal.rows(Lane.ALARM, 1, 10).getFirst();
    assertEquals("aa", row.incarnation());
    assertEquals(Lane.ALARM, row.lane());
    assertEquals(id(Lane.ALARM, 1), row.id());
    assertEquals(1, row.boot());
    assertEquals(AT, row.at());
    assertEquals("stock.out", row.type());
    assertEquals("bay/A1", row.subject());
    assertArrayEquals(new byte[] {'{', '}'}, row.data());
  }

  @Test
  void lanesCountForThemselves() {
    append(Lane.FACT, 1, 2);
    append(Lane.ALARM, 1, 1);
    append(Lane.TELEMETRY, 1, 3);
    assertEquals(List.of(1L, 2L), numbers(Lane.FACT));
    assertEquals(List.of(1L), numbers(Lane.ALARM));
    assertEquals(List.of(1L, 2L, 3L), numbers(Lane.TELEMETRY));
  }

  @Test
  void rowsArePagedInOrder() {
    append(Lane.FACT, 1, 7);
    assertEquals(
        List.of(3L, 4L, 5L), journal.rows(Lane.FACT, 3, 3).stream().map(OutboxRow::seq).toList());
    assertEquals(List.of(), journal.rows(Lane.FACT, 8, 3));
  }

  @Test
  void releasedRowsGoAndTheirMarkStays() {
    append(Lane.FACT, 1, 5);
    append(Lane.ALARM, 1, 2);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 3))));
    assertEquals(List.of(4L, 5L), numbers(Lane.FACT));
    assertEquals(List.of(1L, 2L), numbers(Lane.ALARM));
    Recovered found = restart();
    assertEquals(new LaneEnds(mark(Lane.FACT, 5), mark(Lane.FACT, 3)), found.ends(Lane.FACT));
  }

  @Test
  void anOldReleaseChangesNothing() {
    append(Lane.FACT, 1, 5);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 4))));
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    assertEquals(mark(Lane.FACT, 4), restart().ends(Lane.FACT).acknowledged());
  }

  @Test
  void theNumberAfterARestartFollowsTheLastEvenIfAllRowsAreGone() {
    append(Lane.FACT, 1, 2);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    assertEquals(2, restart().ends(Lane.FACT).last().seq());
    append(Lane.FACT, 3, 3);
    assertEquals(List.of(3L), numbers(Lane.FACT));
  }

  @Test
  void afterATurnThatWasRefusedTheNextOneCounts() {
    append(Lane.FACT, 1, 1);
    assertThrows(
        RuntimeException.class,
        () ->
            journal.commit(
                List.of(
                    row(Lane.FACT, 2), new Effect.StartIncarnation("bb", AT), row(Lane.ALARM, 7))));
    journal.commit(List.of(row(Lane.FACT, 2)));
    assertEquals("aa", journal.rows(Lane.FACT, 2, 1).getFirst().incarnation());
    assertEquals(new LaneEnds(mark(Lane.FACT, 2), Mark.NONE), restart().ends(Lane.FACT));
  }

  @Test
  void aReleaseBeyondTheLastRowIsRefused() {
    append(Lane.FACT, 1, 1);
    Effect.Release tooFar = new Effect.Release(Lane.FACT, mark(Lane.FACT, 2));
    assertThrows(RuntimeException.class, () -> journal.commit(List.of(tooFar)));
    assertEquals(List.of(1L), numbers(Lane.FACT));
  }

  @Test
  void rowsBelowTheFirstWaitingOneAreNotHandedOut() {
    append(Lane.FACT, 1, 4);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    assertEquals(List.of(3L), journal.rows(Lane.FACT, 0, 1).stream().map(OutboxRow::seq).toList());
  }

  @Test
  void wallTimeThatNobodyBelievesIsNoLowerBound() {
    Moment doubtful = new Moment(4_000_000_000_000L, 1, ClockTrust.UNKNOWN);
    Fact fact = new Fact.StockOut("A1", "water");
    journal.commit(List.of(row(Lane.FACT, 1)));
    journal.commit(List.of(new Effect.Append(Lane.FACT, 2, id(Lane.FACT, 2), 1, doubtful, fact)));
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    assertEquals(AT.wallMillis(), restart().newestWallMillis());
  }

  @Test
  void aNumberThatDoesNotFollowWritesNothingOfItsTurn() {
    append(Lane.FACT, 1, 1);
    assertThrows(
        RuntimeException.class,
        () ->
            journal.commit(
                List.of(
                    new Effect.SaveState("k", new byte[] {9}),
                    row(Lane.FACT, 2),
                    row(Lane.FACT, 4))));
    Recovered found = restart();
    assertEquals(1, found.ends(Lane.FACT).last().seq());
    assertNull(found.states().get("k"));
  }

  @Test
  void aParkedRowStaysInItsLaneUntilItIsReleased() {
    append(Lane.FACT, 1, 3);
    journal.commit(List.of(new Effect.Park(Lane.FACT, 2, "unknown bay")));
    assertEquals(List.of(1L, 2L, 3L), numbers(Lane.FACT));
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    assertEquals(List.of(3L), numbers(Lane.FACT));
  }

  @Test
  void parkingAgainOrTooLateChangesNothing() {
    append(Lane.FACT, 1, 2);
    Effect.Park park = new Effect.Park(Lane.FACT, 1, "unknown bay");
    journal.commit(List.of(park, park));
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 1)), park));
    assertEquals(List.of(2L), numbers(Lane.FACT));
    assertEquals(new LaneEnds(mark(Lane.FACT, 2), mark(Lane.FACT, 1)), restart().ends(Lane.FACT));
  }

  @Test
  void aNewIncarnationCountsParkedRowsToo() {
    append(Lane.FACT, 1, 4);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 1))));
    journal.commit(
        List.of(
            new Effect.Park(Lane.FACT, 3, "unknown bay"), new Effect.StartIncarnation("bb", AT)));
    assertEquals(List.of("fact-2", "fact-3", "fact-4"), ids(Lane.FACT));
    assertEquals(List.of(1L, 2L, 3L), numbers(Lane.FACT));
  }

  @Test
  void aNewIncarnationNumbersWaitingRowsFromOneAndKeepsTheirIds() {
    append(Lane.FACT, 1, 6);
    append(Lane.TELEMETRY, 1, 2);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 3))));
    journal.commit(List.of(new Effect.StartIncarnation("bb", AT), row(Lane.ALARM, 1)));
    assertEquals(List.of(1L, 2L, 3L), numbers(Lane.FACT));
    assertEquals(List.of("fact-4", "fact-5", "fact-6"), ids(Lane.FACT));
    assertEquals(List.of(1L, 2L), numbers(Lane.TELEMETRY));
    Recovered found = restart();
    assertEquals("bb", found.incarnation());
    assertEquals(new LaneEnds(new Mark(3, "fact-6"), Mark.NONE), found.ends(Lane.FACT));
    assertEquals("bb", journal.rows(Lane.FACT, 1, 1).getFirst().incarnation());
  }

  @Test
  void aNewIncarnationOfEmptyLanesBeginsWithOne() {
    append(Lane.FACT, 1, 2);
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    journal.commit(List.of(new Effect.StartIncarnation("bb", AT), row(Lane.FACT, 1)));
    assertEquals(List.of(1L), numbers(Lane.FACT));
    journal.commit(List.of(new Effect.StartIncarnation("cc", AT), row(Lane.FACT, 2)));
    assertEquals(new LaneEnds(mark(Lane.FACT, 2), Mark.NONE), restart().ends(Lane.FACT));
    assertEquals(List.of("fact-1", "fact-2"), ids(Lane.FACT));
  }

  @Test
  void manyRowsAreRenumberedInTheirOrder() {
    journal.commit(
        LongStream.rangeClosed(1, 1_700)
            .mapToObj(seq -> (Effect.Durable) row(Lane.FACT, seq))
            .toList());
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 400))));
    journal.commit(List.of(new Effect.StartIncarnation("bb", AT)));
    assertEquals(id(Lane.FACT, 401), journal.rows(Lane.FACT, 1, 1).getFirst().id());
    assertEquals(id(Lane.FACT, 1_700), journal.rows(Lane.FACT, 1_300, 9).getFirst().id());
    assertEquals(1_300, restart().ends(Lane.FACT).last().seq());
  }

  @Test
  void aMessageIsStoredBesideRows() {
    journal.commit(
        List.of(
            new Effect.StoreMessage(Channel.DN_ORDER, AT, new byte[] {'x'}), row(Lane.FACT, 1)));
    assertEquals(1, restart().ends(Lane.FACT).last().seq());
  }

  @Test
  void anEmptyTurnIsNothing() {
    journal.commit(List.of());
    assertEquals(LaneEnds.EMPTY, restart().ends(Lane.FACT));
  }

  private static Effect.BurnOrder burn(String order, long keepUntilMillis) {
    return new Effect.BurnOrder(order, "d-" + order, AT, keepUntilMillis, "shop-2026");
  }

  private static Effect.StoreOutcome outcome(String order) {
    return new Effect.StoreOutcome(order, new byte[] {7});
  }

  private static List<String> orders(Recovered found) {
    return found.burned().stream().map(BurnedOrder::order).toList();
  }

  @Test
  void aBurnedOrderOutlivesTheProcessWithItsOutcome() {
    journal.commit(List.of(burn("a", 0), burn("b", 9)));
    journal.commit(List.of(outcome("a")));
    List<BurnedOrder> found = restart().burned();
    assertEquals(List.of("a", "b"), found.stream().map(BurnedOrder::order).toList());
    assertEquals("d-a", found.getFirst().digest());
    assertEquals(AT, found.getFirst().at());
    assertArrayEquals(new byte[] {7}, found.getFirst().outcome());
    assertEquals(9, found.getLast().keepUntilMillis());
    assertNull(found.getLast().outcome());
  }

  @Test
  void anOrderIsNotBurnedTwiceAndEndsOnce() {
    journal.commit(List.of(burn("a", 0), outcome("a")));
    for (Effect.Durable wrong : List.of(burn("a", 0), outcome("a"), outcome("b"))) {
      assertThrows(RuntimeException.class, () -> journal.commit(List.of(burn("x", 0), wrong)));
    }
    assertEquals(List.of("a"), orders(restart()), "nothing of a refused turn is written");
  }

  @Test
  void oldOrdersAreForgottenOnceTheyEndedAndCannotComeBack() {
    long later = AT.wallMillis() + 1;
    journal.commit(
        List.of(burn("ended", 0), outcome("ended"), burn("open", 0), burn("valid", later)));
    journal.commit(List.of(outcome("valid")));
    journal.commit(
        LongStream.range(0, Journal.BURNED_KEPT)
            .mapToObj(n -> (Effect.Durable) burn("n" + n, 0))
            .toList());
    List<String> found = orders(restart());
    assertEquals(List.of("open", "valid", "n0"), found.subList(0, 3));
    assertEquals(Journal.BURNED_KEPT + 2, found.size());
  }

  private static Effect.AppendAudit audit(long number) {
    return new Effect.AppendAudit(
        new AuditEntry(number, 1, AT, "order", "lock/A3", "confirmed", "h" + number));
  }

  private static Effect.Append checkpoint(long entries, long seq) {
    Fact fact = new Fact.AuditCheckpoint(entries, "h" + entries, "key", "signature");
    return new Effect.Append(Lane.FACT, seq, id(Lane.FACT, seq), 1, AT, fact);
  }

  @Test
  void theAuditLogGoesOnWhereItEnded() {
    assertEquals(AuditHead.EMPTY, restart().audit());
    journal.commit(List.of(audit(1), audit(2)));
    journal.commit(List.of(checkpoint(2, 1), audit(3)));
    assertEquals(
        new AuditHead(new AuditPoint(3, "h3"), new AuditPoint(2, "h2"), AuditPoint.NONE),
        restart().audit());
  }

  @Test
  void anAuditEntryThatDoesNotFollowWritesNothingOfItsTurn() {
    journal.commit(List.of(audit(1)));
    assertThrows(RuntimeException.class, () -> journal.commit(List.of(audit(2), audit(4))));
    assertEquals(1, restart().audit().last().entries());
  }

  @Test
  void aCheckpointIsAcknowledgedWithItsRowWhateverCountItIsIn() {
    journal.commit(List.of(row(Lane.FACT, 1), audit(1), checkpoint(1, 2), audit(2)));
    journal.commit(List.of(checkpoint(2, 3), new Effect.StartIncarnation("bb", AT)));
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 1))));
    assertEquals(AuditPoint.NONE, restart().audit().acknowledged());
    journal.commit(List.of(new Effect.Release(Lane.FACT, mark(Lane.FACT, 2))));
    assertEquals(new AuditPoint(1, "h1"), restart().audit().acknowledged());
    journal.commit(
        List.of(
            new Effect.Release(Lane.FACT, mark(Lane.FACT, 3)),
            new Effect.StartIncarnation("cc", AT)));
    assertEquals(new AuditPoint(2, "h2"), restart().audit().acknowledged());
  }

  private static final int MANY = Shedding.SENT_MAX + 500;

  /** Rows that each begin behind the one before. */
  private List<OutboxRow> whole(Lane lane) {
    List<OutboxRow> rows = journal.rows(lane, 1, 10_000);
    long next = rows.isEmpty() ? 1 : rows.getFirst().from();
    for (OutboxRow row : rows) {
      assertEquals(next, row.from(), row.lane() + "/" + row.seq());
      next = row.seq() + 1;
    }
    return rows;
  }

  private static Effect.Durable telemetry(long seq, Fact fact) {
    return new Effect.Append(Lane.TELEMETRY, seq, id(Lane.TELEMETRY, seq), 1, AT, fact);
  }

  private static Effect.Durable note(long seq) {
    byte[] json = ("{\"seq\":" + seq + " ".repeat(90) + "}").getBytes(StandardCharsets.US_ASCII);
    return telemetry(seq, new Fact.ExternalNoted(NoteClass.TELEMETRY, "camera", json));
  }

  private static Effect.Durable measured(long seq) {
    return telemetry(seq, new Fact.BayMeasured("A" + seq % 3, 1, 1, List.of()));
  }

  private void fill(LongFunction<Effect.Durable> rows) {
    journal.commit(LongStream.rangeClosed(1, MANY).mapToObj(rows).toList());
  }

  private long shed() {
    if (journal.lacksRoom()) {
      journal.shed();
    }
    return journal.takeDropped().events();
  }

  /** Sheds all that goes; returns how many events that were. */
  private long shedAll() {
    kill(journal);
    journal = tight();
    journal.open();
    long all = 0;
    for (int idle = 0; idle < 70; idle++) {
      long now = shed();
      all += now;
      idle = now > 0 ? 0 : idle;
    }
    return all;
  }

  @Test
  void rowsThatAreDroppedLeaveOneThatSaysSo() {
    fill(JournalContract::note);
    assertEquals(MANY - 1, shedAll());
    for (int life = 0; life < 2; life++) {
      List<OutboxRow> rows = whole(Lane.TELEMETRY);
      assertEquals(Shedding.SENT_MAX + 2, rows.size(), "each that may have been sent is there");
      assertEquals(id(Lane.TELEMETRY, 7), rows.get(6).id());
      OutboxRow says = rows.get(Shedding.SENT_MAX);
      assertEquals(Shedding.SENT_MAX + 1, says.from());
      assertEquals(MANY - 1, says.seq());
      assertEquals(id(Lane.TELEMETRY, MANY - 1), says.id());
      assertEquals("io.shelfkeeper.journal.dropped.v1", says.type());
      assertEquals(MANY, rows.getLast().seq(), "the last one stays what it is");
      assertEquals(mark(Lane.TELEMETRY, MANY), restart().ends(Lane.TELEMETRY).last());
    }
  }

  @Test
  void aRangeIsReadFromAnyNumberWithinIt() {
    fill(JournalContract::note);
    shedAll();
    OutboxRow says = journal.rows(Lane.TELEMETRY, MANY - 100, 1).getFirst();
    assertEquals(MANY - 100, says.from());
    assertEquals(MANY - 1, says.seq());
  }

  @Test
  void aJournalThatBeginsWithADroppedRangeIsWhole() {
    fill(JournalContract::note);
    shedAll();
    Mark upTo = mark(Lane.TELEMETRY, Shedding.SENT_MAX);
    journal.commit(List.of(new Effect.Release(Lane.TELEMETRY, upTo)));
    Recovered found = restart();
    assertNull(found.quarantined());
    assertEquals(new LaneEnds(mark(Lane.TELEMETRY, MANY), upTo), found.ends(Lane.TELEMETRY));
    assertEquals(Shedding.SENT_MAX + 1, whole(Lane.TELEMETRY).getFirst().from());
    journal.commit(List.of(new Effect.StartIncarnation("bb", AT)));
    restart();
    List<OutboxRow> rows = whole(Lane.TELEMETRY);
    assertEquals(List.of(499L, 500L), rows.stream().map(OutboxRow::seq).toList());
    assertEquals(1, rows.getFirst().from());
  }

  @Test
  void moreThatIsDroppedLaterJoinsTheRange() {
    fill(JournalContract::note);
    shedAll();
    journal.commit(
        LongStream.rangeClosed(MANY + 1, 2 * MANY).mapToObj(JournalContract::note).toList());
    assertEquals(MANY, shedAll());
    List<OutboxRow> rows = whole(Lane.TELEMETRY);
    assertEquals(Shedding.SENT_MAX + 2, rows.size());
    assertEquals(2 * MANY - 1, rows.get(Shedding.SENT_MAX).seq());
  }

  @Test
  void theNewestAboutEachSubjectStays() {
    fill(JournalContract::measured);
    shedAll();
    List<OutboxRow> rows = whole(Lane.TELEMETRY);
    List<OutboxRow> told =
        rows.subList(Shedding.SENT_MAX, rows.size()).stream()
            .filter(row -> row.type().contains("bay.measured"))
            .toList();
    // The last row of a lane is not looked at, so what it makes old stays.
    assertEquals(
        List.of(MANY - 3L, MANY - 2L, MANY - 1L, (long) MANY),
        told.stream().map(OutboxRow::seq).toList());
  }

  @Test
  void rowsThatMayHaveBeenSentGiveTheirContentLast() {
    fill(JournalContract::note);
    kill(journal);
    journal = tight();
    journal.open();
    long first = 0;
    while (first == 0) {
      first = shed();
    }
    assertEquals(MANY - Shedding.SENT_MAX - 1, first);
    List<OutboxRow> rows = whole(Lane.TELEMETRY);
    assertEquals(
        Shedding.SENT_MAX + 1, rows.stream().filter(row -> row.type().contains("noted")).count());
  }

  @Test
  void droppableRowsGoBeforeOldOnes() {
    fill(seq -> seq <= Shedding.SENT_MAX || seq % 100 < 50 ? measured(seq) : note(seq));
    kill(journal);
    journal = tight();
    journal.open();
    while (shed() == 0) {}
    List<OutboxRow> rows = whole(Lane.TELEMETRY);
    assertEquals(
        MANY - 250, rows.stream().filter(row -> row.type().contains("bay.measured")).count());
  }

  @Test
  void nothingElseIsEverDropped() {
    append(Lane.FACT, 1, 3);
    append(Lane.ALARM, 1, 3);
    fill(seq -> row(Lane.TELEMETRY, seq)); // of a type that telemetry does not know
    assertEquals(0, shedAll());
    assertEquals(MANY, whole(Lane.TELEMETRY).size());
    assertEquals(3, whole(Lane.FACT).size());
    assertEquals(3, whole(Lane.ALARM).size());
  }

  @Test
  void nothingIsDroppedWhereThereIsRoom() {
    fill(JournalContract::note);
    for (int i = 0; i < 200; i++) {
      assertEquals(0, shed());
    }
    assertEquals(MANY, whole(Lane.TELEMETRY).size());
  }
}
