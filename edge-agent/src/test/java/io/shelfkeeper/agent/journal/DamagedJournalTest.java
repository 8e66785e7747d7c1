package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever lies where the journal should be: the agent starts, says so, and throws nothing away.
 */
class DamagedJournalTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);

  @TempDir Path folder;
  private JournalFiles files;

  @BeforeEach
  void name() {
    files = new JournalFiles(folder);
  }

  private SqliteJournal journal() {
    return new SqliteJournal(folder, new PlainPayloads());
  }

  private Recovered start() {
    try (SqliteJournal journal = journal()) {
      return journal.open();
    }
  }

  private void fill(int rows) {
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      journal.commit(rows(1, rows));
    }
  }

  private static List<Effect.Durable> rows(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            seq ->
                (Effect.Durable)
                    new Effect.Append(Lane.FACT, seq, "i" + seq, 1, AT, PlainPayloads.FACT))
        .toList();
  }

  private Path setAsideBecause(String why) {
    Recovered found = start();
    assertNull(found.incarnation());
    assertEquals(1, found.boot());
    String quarantined = String.valueOf(found.quarantined());
    assertTrue(quarantined.contains(why), quarantined);
    assertNull(start().quarantined(), "the next start is an ordinary one");
    return folder.resolve("damaged/1");
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAside() throws IOException {
    byte[] list = "a shopping list, not a journal ".repeat(200).getBytes(StandardCharsets.US_ASCII);
    Files.write(files.database(), list);
    Path place = setAsideBecause("is not an SQLite file");
    assertArrayEquals(list, Files.readAllBytes(place.resolve("journal.db")), "kept as it was");
    assertTrue(Files.readString(place.resolve("why.txt")).contains("not an SQLite file"));
  }

  @Test
  void aFileOfLengthZeroIsSetAsideBecauseAJournalIsBornWhole() throws IOException {
    fill(3);
    Files.write(files.database(), new byte[0]);
    setAsideBecause("the database is empty");
  }

  @Test
  void aFolderInItsPlaceIsSetAside() throws IOException {
    Files.createDirectory(files.database());
    assertTrue(Files.isDirectory(setAsideBecause("is not a file").resolve("journal.db")));
  }

  @Test
  void aTruncatedFileIsSetAside() throws IOException {
    fill(500);
    byte[] whole = Files.readAllBytes(files.database());
    Files.write(files.database(), Arrays.copyOf(whole, whole.length - 5_000));
    setAsideBecause("");
  }

  @Test
  void theDatabaseOfAnotherProgramIsSetAside() throws SQLException {
    try (Sql other = Sql.open(files.database())) {
      other.once("CREATE TABLE songs (title TEXT)");
    }
    setAsideBecause("belongs to another program");
  }

  @Test
  void aMissingDatabaseBesideItsLogIsSetAside() throws IOException {
    Files.write(files.log(), new byte[64]);
    Path place = setAsideBecause("missing beside its log");
    assertEquals(64, Files.size(place.resolve("journal.db-wal")));
  }

  @Test
  void aLogThatWasDeletedIsNoticed() throws IOException {
    Path killed = folder.resolve("killed");
    fill(3);
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(rows(4, 9));
      JournalCopy.of(folder, killed);
    }
    Files.delete(new JournalFiles(killed).log());
    try (SqliteJournal journal = new SqliteJournal(killed, new PlainPayloads())) {
      String quarantined = String.valueOf(journal.open().quarantined());
      assertTrue(quarantined.contains("the log is missing"), quarantined);
    }
  }

  @Test
  void aJournalWithoutItsLogAfterAnOrderlyEndIsWhole() {
    fill(3);
    assertFalse(Files.exists(files.log()));
    assertEquals(3, start().ends(Lane.FACT).last().seq());
  }

  @Test
  void rowsThatAreMissingInALaneAreNoticed() throws SQLException {
    fill(9);
    try (Sql thief = Sql.open(files.database())) {
      thief.once("DELETE FROM outbox_fact WHERE place < 4");
    }
    setAsideBecause("rows are missing in lane fact");
  }

  @Test
  void damageMetInUseIsLookedForByTheNextStart() throws Exception {
    fill(2_000);
    destroyPages();
    try (SqliteJournal journal = largeJournal()) {
      journal.open();
      JournalFailure failure =
          assertThrows(JournalFailure.class, () -> journal.rows(Lane.FACT, 1, 2_000));
      assertEquals(JournalFailure.Kind.BROKEN, failure.kind());
    }
    assertTrue(Files.exists(files.suspect()));
    try (SqliteJournal journal = largeJournal()) {
      assertNotNull(journal.open().quarantined());
    }
    assertFalse(Files.exists(files.suspect()));
  }

  /** One that does not look at all of its content at each start, as if it were large. */
  private SqliteJournal largeJournal() {
    return new SqliteJournal(
        folder,
        new PlainPayloads(),
        new Settings(1024, 1000, 0),
        new Migrations(Schema.STEPS, statement -> {}));
  }

  /** Destroys the headers of pages in the middle of the file, where rows are. */
  private void destroyPages() throws IOException {
    byte[] content = Files.readAllBytes(files.database());
    for (int page = content.length / 1024 / 2; page < content.length / 1024 - 4; page++) {
      Arrays.fill(content, page * 1024, page * 1024 + 64, (byte) 0xff);
    }
    Files.write(files.database(), content);
  }

  @Test
  void floorsOutliveTheJournal() throws IOException {
    fill(1);
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(List.of(new Effect.RaiseFloor("trust", 7)));
    }
    Files.write(files.database(), new byte[8192]);
    Recovered found = start();
    assertNotNull(found.quarantined());
    assertEquals(Map.of("trust", 7L), found.floors());
  }

  @Test
  void floorsThatCannotBeReadStopTheStartAndNothingIsMade() throws IOException {
    for (String content : List.of("trust\n", "trust 99999999999999999999\n", "x".repeat(5_000))) {
      Files.writeString(folder.resolve("floors"), content);
      String message = assertThrows(JournalFailure.class, this::start).toString();
      assertTrue(message.contains("floors is damaged"), message);
      assertFalse(Files.exists(files.database()));
    }
  }

  @Test
  void onlyTheTwoNewestDamagedJournalsAreKept() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.write(files.database(), ("no journal " + i).repeat(500).getBytes("UTF-8"));
      assertNotNull(start().quarantined());
      Files.delete(files.database());
    }
    assertEquals(List.of("3", "4"), kept());
  }

  @Test
  void theNewestDamagedJournalIsKeptWhateverItsSize() throws IOException {
    Files.write(files.database(), new byte[] {1});
    start();
    Files.delete(files.database());
    try (var file = new RandomAccessFile(files.database().toFile(), "rw")) {
      file.setLength(Quarantine.KEPT_BYTES + 1);
    }
    start();
    assertEquals(List.of("2"), kept());
  }

  /** Those whose files are still there; the others are only a folder that says so. */
  private List<String> kept() throws IOException {
    Path damaged = folder.resolve("damaged");
    return names(damaged).stream()
        .filter(name -> Files.exists(new JournalFiles(damaged.resolve(name)).database()))
        .toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
