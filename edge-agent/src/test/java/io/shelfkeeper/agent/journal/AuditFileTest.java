package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import io.shelfkeeper.agent.core.audit.Chains;
import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log as it lies on the disk: read beside a running agent, shortened, spoilt, lost. */
class AuditFileTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);

  @TempDir Path folder;
  private long rows;

  private SqliteJournal journal(long kept) {
    return new SqliteJournal(
        folder,
        new PlainPayloads(),
        new Settings(1024, 20, 0, kept),
        new Migrations(Schema.STEPS, statement -> {}));
  }

  private static List<Effect.Durable> audit(List<AuditEntry> entries) {
    return entries.stream().map(e -> (Effect.Durable) new Effect.AppendAudit(e)).toList();
  }

  private Effect.Append checkpoint(AuditEntry entry) {
    Fact.AuditCheckpoint point = Chains.signed(entry);
    return new Effect.Append(Lane.FACT, ++rows, "i" + rows, 1, AT, point);
  }

  private void fill(int entries) {
    List<AuditEntry> log = Chains.entries(entries);
    try (SqliteJournal journal = journal(AuditTable.KEPT)) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      journal.commit(audit(log));
      if (!log.isEmpty()) {
        journal.commit(List.of(checkpoint(log.getLast())));
      }
    }
  }

  private AuditWalk.Verdict verify() throws IOException {
    return new AuditFile().verify(folder, AuditWalk.Known.NOTHING);
  }

  private long breakAfter(String statement) throws IOException, SQLException {
    try (Sql sql = Sql.open(folder.resolve("journal.db"))) {
      sql.once(statement);
    }
    AuditWalk.Break found = verify().found();
    return found == null ? 0 : found.entry();
  }

  @Test
  void nothingIsWrittenByReading() throws IOException {
    fill(30);
    byte[] before = Files.readAllBytes(folder.resolve("journal.db"));
    assertEquals(30, verify().entries());
    assertNull(verify().found());
    assertEquals(1, verify().checkpoints().size());
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("agent.lock", "ballast", "journal.db"),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("native")) // made by whoever is first, here or there
              .sorted()
              .toList());
    }
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("journal.db")));
  }

  @Test
  void whatIsChangedOnTheDiskIsFoundAtItsPlace() throws IOException, SQLException {
    fill(30);
    assertEquals(7, breakAfter("UPDATE audit SET clock = 77 WHERE number = 7"));
    assertEquals(5, breakAfter("UPDATE audit SET detail = 'x' WHERE number = 5"));
    assertEquals(3, breakAfter("DELETE FROM audit WHERE number = 3"));
    assertEquals(1, breakAfter("DELETE FROM audit WHERE number < 3"));
  }

  @Test
  void aCutEndIsFoundByItsCheckpoint() throws IOException, SQLException {
    fill(30);
    assertEquals(21, breakAfter("DELETE FROM audit WHERE number > 20"));
  }

  @Test
  void onlyWhoWasToldKnowsThatTheEndWasCutWithItsCheckpoint() throws IOException, SQLException {
    fill(30);
    AuditPoint told = new AuditPoint(30, Chains.entries(30).getLast().hash());
    assertEquals(0, breakAfter("DELETE FROM audit_checkpoint"));
    assertEquals(0, breakAfter("DELETE FROM audit WHERE number > 20"));
    AuditWalk.Verdict verdict = new AuditFile().verify(folder, new AuditWalk.Known(null, told));
    assertEquals(21, Objects.requireNonNull(verdict.found()).entry());
  }

  @Test
  void theLogIsReadWhileTheAgentWrites() throws IOException, InterruptedException {
    List<AuditEntry> log = Chains.entries(2_000);
    AtomicBoolean ended = new AtomicBoolean();
    Thread agent =
        new Thread(
            () -> {
              try (SqliteJournal journal = journal(AuditTable.KEPT)) {
                journal.open();
                log.forEach(entry -> journal.commit(audit(List.of(entry))));
              } finally {
                ended.set(true);
              }
            });
    fill(0);
    agent.start();
    List<Long> seen = new ArrayList<>();
    while (!ended.get()) {
      AuditWalk.Verdict verdict = verify();
      assertNull(verdict.found(), String.valueOf(verdict.found()));
      seen.add(verdict.entries());
    }
    agent.join();
    assertEquals(2_000, verify().entries());
    assertTrue(seen.stream().distinct().count() > 3, "lengths seen: " + seen);
  }

  @Test
  void onlyWhatTheBackendVouchesForIsLetGo() throws IOException {
    List<AuditEntry> log = Chains.entries(100);
    try (SqliteJournal journal = journal(25)) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      for (int i = 0; i < 100; i += 10) {
        journal.commit(audit(log.subList(i, i + 10)));
        journal.commit(List.of(checkpoint(log.get(i + 9))));
        if (i == 50) {
          assertEquals(60, journal.connection().number("SELECT count(*) FROM audit"));
          journal.commit(List.of(new Effect.Release(Lane.FACT, new Mark(3, "i3"))));
        }
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    AuditWalk.Verdict verdict = verify();
    assertNull(verdict.found(), String.valueOf(verdict.found()));
    assertEquals(31, Objects.requireNonNull(verdict.first()).number());
    assertEquals(8, verdict.checkpoints().size(), "that of entry 30 vouches for the rest");
  }

  @Test
  void theJournalAfterADamagedOneKnowsWhatTheBackendHasOfItsLog() throws IOException, SQLException {
    fill(30);
    try (SqliteJournal journal = journal(AuditTable.KEPT)) {
      journal.open();
      journal.commit(List.of(new Effect.Release(Lane.FACT, new Mark(1, "i1"))));
    }
    try (Sql sql = Sql.open(folder.resolve("journal.db"))) {
      sql.once("CREATE TABLE intruder (a)");
    }
    try (SqliteJournal journal = journal(AuditTable.KEPT)) {
      Recovered found = journal.open();
      assertTrue(String.valueOf(found.quarantined()).contains("damaged/1"));
      assertEquals(AuditPoint.NONE, found.audit().last());
      assertEquals(30, found.audit().acknowledged().entries());
    }
  }

  @Test
  void aJournalOfAReleaseBeforeTheLogIsAnEmptyLog() throws IOException, SQLException {
    try (Sql sql = Sql.open(folder.resolve("journal.db"))) {
      new Migrations(Schema.STEPS.subList(0, 1), statement -> {}).create(sql);
    }
    assertEquals(0, verify().entries());
    assertNull(verify().found());
  }

  @Test
  void aFolderWithoutAJournalIsToldApart() {
    assertThrows(NoSuchFileException.class, this::verify);
  }
}
