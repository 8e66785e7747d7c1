package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.sync.Shedding;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.JournalContract;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
  @TempDir Path folder;

  private int life;

  @Override
  protected Journal next() {
    return new SqliteJournal(folder.resolve("life" + life), new PlainPayloads());
  }

  @Override
  protected Journal tight() {
    return new SqliteJournal(
        folder.resolve("life" + life),
        new PlainPayloads(),
        Settings.MEASURED.withBudget(0),
        new Migrations(Schema.STEPS, statement -> {}));
  }

  /**
   * What a killed process leaves is what its files hold at that moment: the next life gets a copy.
   */
  @Override
  protected void kill(Journal dead) {
    JournalCopy.of(folder.resolve("life" + life), folder.resolve("life" + (life + 1)));
    dead.close();
    life++;
  }

  @Test
  void closingTwiceIsOnce() {
    try (Journal journal = other()) {
      journal.open();
      journal.close();
    }
    try (Journal again = other()) {
      assertEquals(2, again.open().boot());
    }
  }

  @Test
  void aJournalWithoutRoomSaysSoAndGoesOnWhenThereIsSome() throws SQLException {
    try (SqliteJournal journal = other()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT), row(Lane.FACT, 1)));
      journal.connection().once("PRAGMA max_page_count = 40");
      JournalFailure failure =
          assertThrows(JournalFailure.class, () -> journal.commit(rows(2, 2_000)));
      assertEquals(JournalFailure.Kind.FULL, failure.kind());
      journal.commit(List.of(row(Lane.FACT, 2)));
      journal.connection().once("PRAGMA max_page_count = 2000");
      journal.commit(rows(3, 2_000));
      assertEquals(2_000, journal.rows(Lane.FACT, 1_999, 9).getLast().seq());
    }
  }

  @Test
  void afterAFailureThatNobodyUnderstandsTheJournalRefusesAllUse() throws SQLException {
    try (SqliteJournal journal = other()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      journal.connection().once("DROP TABLE state");
      Effect.SaveState state = new Effect.SaveState("k", new byte[1]);
      JournalFailure failure =
          assertThrows(JournalFailure.class, () -> journal.commit(List.of(state)));
      assertEquals(JournalFailure.Kind.BROKEN, failure.kind());
      assertThrows(JournalFailure.class, () -> journal.commit(List.of(row(Lane.FACT, 1))));
      assertThrows(JournalFailure.class, () -> journal.rows(Lane.FACT, 1, 1));
    }
    try (SqliteJournal next = other()) {
      assertEquals(1, next.open().boot(), "set aside, and a new one begun");
    }
  }

  @Test
  void aJournalThatFailedInUseIsWholeForTheNextStart() throws SQLException {
    try (SqliteJournal journal = other()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT), row(Lane.FACT, 1)));
      journal.connection().once("PRAGMA query_only = ON");
      assertThrows(JournalFailure.class, () -> journal.commit(List.of(row(Lane.FACT, 2))));
    }
    try (SqliteJournal next = other()) {
      Recovered found = next.open();
      assertEquals(null, found.quarantined());
      assertEquals(2, found.boot());
      assertEquals(1, found.ends(Lane.FACT).last().seq());
    }
  }

  @Test
  void aJournalThatCouldNotEndItsUseIsWholeForTheNextStart() throws SQLException {
    SqliteJournal journal = other();
    journal.open();
    journal.commit(List.of(new Effect.StartIncarnation("aa", AT), row(Lane.FACT, 1)));
    journal.connection().once("PRAGMA query_only = ON");
    assertThrows(JournalFailure.class, journal::close);
    try (SqliteJournal next = other()) {
      assertEquals(null, next.open().quarantined());
    }
  }

  @Test
  void onlyTheNewestMessagesAreKept() throws SQLException {
    try (SqliteJournal journal = other()) {
      journal.open();
      byte[] large = new byte[3 << 20];
      for (int i = 0; i < 4; i++) {
        journal.commit(List.of(new Effect.StoreMessage(Channel.DN_DOCUMENT, AT, large)));
      }
      assertEquals(2, journal.connection().number("SELECT count(*) FROM inbound"));
      Effect.Durable small = new Effect.StoreMessage(Channel.DN_ORDER, AT, new byte[9]);
      for (int i = 0; i < 3; i++) {
        journal.commit(Collections.nCopies(400, small));
      }
      assertEquals(1_000, journal.connection().number("SELECT count(*) FROM inbound"));
    }
  }

  @Test
  void peopleFindWaitingRowsInOneView() throws SQLException {
    try (SqliteJournal journal = other()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      journal.commit(List.of(row(Lane.FACT, 1), row(Lane.ALARM, 1), row(Lane.FACT, 2)));
      journal.commit(List.of(new Effect.Park(Lane.FACT, 1, "unknown bay")));
      assertEquals(
          List.of("alarm/1", "fact/1", "fact/2"),
          journal
              .connection()
              .list(
                  "SELECT lane || '/' || seq FROM outbox ORDER BY lane, seq",
                  row -> row.getString(1)));
      assertEquals(1, journal.connection().number("SELECT count(*) FROM parked"));
    }
  }

  /**
   * Rows of telemetry.
   *
   * @param measured so many of each hundred have something newer, the others are droppable
   */
  private static List<Effect.Durable> telemetry(long from, long to, int measured) {
    byte[] json = ("{\"seq\":1" + " ".repeat(300) + "}").getBytes(StandardCharsets.US_ASCII);
    List<Effect.Durable> rows = new ArrayList<>();
    for (long seq = from; seq <= to; seq++) {
      Fact fact =
          seq % 100 < measured
              ? new Fact.BayMeasured("A" + seq % 5, 1, 1, List.of())
              : new Fact.ExternalNoted(NoteClass.TELEMETRY, "camera", json);
      rows.add(new Effect.Append(Lane.TELEMETRY, seq, "t" + seq, 1, AT, fact));
    }
    return rows;
  }

  private static long used(SqliteJournal journal) throws SQLException {
    Sql sql = journal.connection();
    return (sql.number("PRAGMA page_count") - sql.number("PRAGMA freelist_count"))
        * sql.number("PRAGMA page_size");
  }

  private static long measured(SqliteJournal journal) throws SQLException {
    return journal
        .connection()
        .number("SELECT count(*) FROM outbox_telemetry WHERE type LIKE '%bay.measured%'");
  }

  /** Sheds until there is room; returns how many events went. */
  private static long makeRoom(SqliteJournal journal) {
    long asked = 0;
    while (!journal.lacksRoom() && asked < 100) { // not looked at each time
      asked++;
    }
    long steps = 0;
    while (journal.lacksRoom() && steps < 100) {
      journal.shed();
      steps++;
    }
    return journal.takeDropped().events();
  }

  @Test
  void inASecondShortageDroppableRowsGoFirstAgain() throws SQLException {
    int sent = Shedding.SENT_MAX;
    long budget;
    try (SqliteJournal journal = other()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      journal.commit(telemetry(1, sent + 400, 50));
      budget = used(journal);
      journal.commit(telemetry(sent + 401, sent + 6_000, 80));
    }
    try (SqliteJournal journal =
        new SqliteJournal(
            folder.resolve("other"),
            new PlainPayloads(),
            Settings.MEASURED.withBudget(budget),
            new Migrations(Schema.STEPS, statement -> {}))) {
      journal.open();
      makeRoom(journal);
      assertTrue(measured(journal) < sent / 2 + 4_000, "the first shortage took old rows, too");
      long before = measured(journal);
      journal.commit(telemetry(sent + 6_001, sent + 8_000, 5));
      assertTrue(used(journal) > budget);
      assertTrue(makeRoom(journal) > 0);
      assertCounted(journal);
      assertEquals(before + 100, measured(journal), "droppable rows were enough");
      List<OutboxRow> rows = journal.rows(Lane.TELEMETRY, 1, sent + 9);
      OutboxRow upTo = rows.getLast();
      assertTrue(upTo.seq() > rows.size(), "beyond a dropped range");
      journal.commit(List.of(new Effect.Release(Lane.TELEMETRY, new Mark(upTo.seq(), upTo.id()))));
    }
    try (SqliteJournal journal = other()) {
      journal.open();
      assertCounted(journal);
    }
  }

  private static void assertCounted(SqliteJournal journal) throws SQLException {
    JournalUse use = journal.use();
    assertEquals(journal.connection().number("SELECT count(*) FROM outbox_telemetry"), use.rows());
    assertTrue(use.droppedRows() > 0);
    assertEquals(used(journal), use.usedBytes());
  }

  private SqliteJournal other() {
    return new SqliteJournal(folder.resolve("other"), new PlainPayloads());
  }

  private static List<Effect.Durable> rows(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(seq -> (Effect.Durable) row(Lane.FACT, seq))
        .toList();
  }
}
