package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies while the tables are made or changed leaves the old journal or the new one. */
class MigrationsTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);

  /** What a later release might do to the tables of today. */
  private static final Schema.Step NEXT =
      new Schema.Step(
          1,
          List.of(
              "CREATE TABLE future (a INTEGER PRIMARY KEY) STRICT",
              "ALTER TABLE parked ADD COLUMN future TEXT",
              "INSERT INTO future SELECT count(*) FROM outbox_fact"));

  private static final int TODAY = Schema.STEPS.size();

  @TempDir Path folder;

  private static List<Schema.Step> lifted(Schema.Step next) {
    List<Schema.Step> steps = new ArrayList<>(Schema.STEPS);
    steps.add(next);
    return steps;
  }

  private SqliteJournal journal(Path data, List<Schema.Step> steps, Consumer<String> before) {
    return new SqliteJournal(
        data, new PlainPayloads(), Settings.MEASURED, new Migrations(steps, before));
  }

  private SqliteJournal today(Path data) {
    return journal(data, Schema.STEPS, statement -> {});
  }

  /** A journal as an earlier release left it. */
  private Path left(int version) throws SQLException, IOException {
    Path data = Files.createDirectory(folder.resolve("left" + version));
    try (Sql sql = Sql.open(new JournalFiles(data).database())) {
      Settings.MEASURED.beforeTables(sql);
      new Migrations(Schema.STEPS.subList(0, version), statement -> {}).create(sql);
      sql.run("INSERT INTO incarnation VALUES (NULL, 'aa', 1, 0)");
      sql.run(
          "INSERT INTO outbox_fact VALUES (1, 'i1', 1, 1, 0, 1, 'stock.out', 'bay/A1', x'7b7d')");
    }
    return data;
  }

  private Path filled() {
    Path data = folder.resolve("filled");
    try (SqliteJournal journal = today(data)) {
      journal.open();
      journal.commit(
          List.of(
              new Effect.StartIncarnation("aa", AT),
              new Effect.Append(Lane.FACT, 1, "i1", 1, AT, PlainPayloads.FACT)));
    }
    return data;
  }

  /** Copies what is on the disk before each statement, as a power cut there would leave it. */
  private List<Path> cuts(Path data, List<Schema.Step> steps) {
    List<Path> cuts = new ArrayList<>();
    Consumer<String> cut =
        statement -> {
          Path copy = folder.resolve(data.getFileName() + "-cut" + cuts.size());
          JournalCopy.of(data, copy);
          cuts.add(copy);
        };
    try (SqliteJournal journal = journal(data, steps, cut)) {
      journal.open();
    }
    return cuts;
  }

  @Test
  void aBirthCutAtAnyStatementLeavesNoJournalOrAWholeOne() {
    List<Path> cuts = cuts(folder.resolve("new"), Schema.STEPS);
    assertTrue(cuts.size() > 10);
    for (Path cut : cuts) {
      try (SqliteJournal journal = today(cut)) {
        Recovered found = journal.open();
        assertEquals(1, found.boot());
        assertNull(found.quarantined(), cut.toString());
      }
    }
  }

  @Test
  void anUpgradeCutAtAnyStatementLeavesTheOldJournalOrTheNewOne() throws SQLException {
    List<Path> cuts = cuts(filled(), lifted(NEXT));
    assertEquals(5, cuts.size());
    for (Path cut : cuts) {
      try (SqliteJournal old = today(cut)) {
        assertEquals(1, old.open().ends(Lane.FACT).last().seq(), cut.toString());
        assertEquals(TODAY, old.connection().number("PRAGMA user_version"));
      }
      try (SqliteJournal next = journal(cut, lifted(NEXT), statement -> {})) {
        assertEquals(1, next.open().ends(Lane.FACT).last().seq());
        assertEquals(TODAY + 1, next.connection().number("PRAGMA user_version"));
        assertEquals(1, next.connection().number("SELECT a FROM future"));
      }
    }
  }

  @Test
  void everyEarlierReleaseIsUpgradedWhereverItIsCut() throws SQLException, IOException {
    for (int version = 1; version < TODAY; version++) {
      List<Path> cuts = cuts(left(version), Schema.STEPS);
      assertTrue(cuts.size() > 2);
      for (Path cut : cuts) {
        try (Sql old = Sql.open(new JournalFiles(cut).database())) {
          assertEquals(version, old.number("PRAGMA user_version"), cut.toString());
          assertEquals(1, old.number("SELECT oldest_reader FROM journal"));
        }
        try (SqliteJournal journal = today(cut)) {
          assertEquals(1, journal.open().ends(Lane.FACT).last().seq(), cut.toString());
          assertEquals(TODAY, journal.connection().number("PRAGMA user_version"));
        }
      }
    }
  }

  @Test
  void theReleaseBeforeGoesOnWithAJournalThatSaysItMay() {
    Path data = filled();
    try (SqliteJournal next = journal(data, lifted(NEXT), statement -> {})) {
      next.open();
    }
    try (SqliteJournal old = today(data)) {
      assertEquals(1, old.open().ends(Lane.FACT).last().seq());
      old.commit(List.of(new Effect.Append(Lane.FACT, 2, "i2", 1, AT, PlainPayloads.FACT)));
    }
  }

  @Test
  void aJournalOfATooNewReleaseIsRefusedAndLeftAlone() {
    Path data = filled();
    List<Schema.Step> newer = lifted(new Schema.Step(TODAY + 1, NEXT.statements()));
    try (SqliteJournal next = journal(data, newer, statement -> {})) {
      next.open();
    }
    try (SqliteJournal old = today(data)) {
      JournalFailure failure = assertThrows(JournalFailure.class, old::open);
      assertEquals(JournalFailure.Kind.NEWER_SCHEMA, failure.kind());
      assertTrue(
          String.valueOf(failure.getMessage()).contains("schema " + (TODAY + 1)),
          failure.getMessage());
    }
    try (SqliteJournal next = journal(data, newer, statement -> {})) {
      assertEquals(3, next.open().boot(), "the refused start was not counted, nothing set aside");
    }
  }

  @Test
  void aRefusedStartLeavesTheLogOfAJournalThatDidNotEndProperly() {
    Path data = filled();
    Path killed = folder.resolve("killed");
    List<Schema.Step> newer = lifted(new Schema.Step(TODAY + 1, NEXT.statements()));
    try (SqliteJournal next = journal(data, newer, statement -> {})) {
      next.open();
      JournalCopy.of(data, killed);
    }
    try (SqliteJournal old = today(killed)) {
      assertThrows(JournalFailure.class, old::open);
    }
    try (SqliteJournal next = journal(killed, newer, statement -> {})) {
      assertEquals(null, next.open().quarantined());
    }
  }

  @Test
  void anUpgradeThatIsWrongLeavesTheJournalWhereItIs() {
    Path data = filled();
    Schema.Step wrong = new Schema.Step(1, List.of("ALTER TABLE nothing ADD COLUMN a TEXT"));
    try (SqliteJournal next = journal(data, lifted(wrong), statement -> {})) {
      JournalFailure failure = assertThrows(JournalFailure.class, next::open);
      assertEquals(JournalFailure.Kind.BROKEN, failure.kind());
    }
    try (SqliteJournal old = today(data)) {
      assertEquals(2, old.open().boot());
    }
  }

  @Test
  void whatTheJournalWasBeforeAnUpgradeIsKept() throws SQLException {
    Path data = filled();
    try (SqliteJournal next = journal(data, lifted(NEXT), statement -> {})) {
      next.open();
    }
    Path before = new JournalFiles(data).beforeUpgrade();
    assertTrue(Files.exists(before));
    try (Sql copy = Sql.open(before)) {
      assertEquals(TODAY, copy.number("PRAGMA user_version"));
      assertEquals(1, copy.number("SELECT count(*) FROM outbox_fact"));
    }
  }
}
