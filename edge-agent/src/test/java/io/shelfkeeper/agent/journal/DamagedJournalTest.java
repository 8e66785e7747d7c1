package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies where the journal should be: the agent starts, says so, and throws nothing away. */
class DamagedJournalTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve(SqliteJournal.FILE);
  }

  private Recovered start() {
    try (SqliteJournal journal = new SqliteJournal(folder, new PlainPayloads())) {
      Recovered found = journal.open();
      if (found.incarnation() == null) {
        journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      }
      long next = found.ends(Lane.FACT).last().seq() + 1;
      Fact fact = new Fact.StockOut("A" + next, "water");
      journal.commit(List.of(new Effect.Append(Lane.FACT, next, "i" + next, 1, AT, fact)));
      return found;
    }
  }

  private void startsAfreshAndKeeps(byte[] evidence) throws IOException {
    Recovered found = start();
    assertNull(found.incarnation());
    String aside = Objects.requireNonNull(found.quarantined(), "not set aside");
    assertEquals(
        evidence.length, Files.size(Path.of(aside).resolve(SqliteJournal.FILE)), "kept as it was");
    assertNull(start().quarantined(), "the next start is an ordinary one");
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAside() throws IOException {
    byte[] evidence = "this is a shopping list, not a journal ".repeat(200).getBytes("UTF-8");
    Files.write(file, evidence);
    startsAfreshAndKeeps(evidence);
  }

  @Test
  void aFileOfLengthZeroIsANewJournal() throws IOException {
    Files.createFile(file);
    assertNull(start().quarantined());
    assertEquals(2, start().boot());
  }

  @Test
  void aFolderInItsPlaceIsSetAside() throws IOException {
    Files.createDirectory(file);
    assertNotNull(start().quarantined());
  }

  @Test
  void aCutFileIsSetAside() throws IOException {
    for (int i = 0; i < 50; i++) {
      start();
    }
    byte[] whole = Files.readAllBytes(file);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 5_000);
    Files.write(file, cut);
    startsAfreshAndKeeps(cut);
  }

  @Test
  void aJournalOfANewerAgentIsLeftAlone() throws Exception {
    start();
    try (var connection = org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, new java.util.Properties());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    JournalFailure failure = assertThrows(JournalFailure.class, this::start);
    assertEquals(JournalFailure.Kind.NEWER_SCHEMA, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("99"));
    assertTrue(Files.exists(file));
  }

  @Test
  void onlyTheTwoNewestDamagedJournalsAreKept() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.write(file, ("no journal " + i).repeat(500).getBytes("UTF-8"));
      assertNotNull(start().quarantined());
      Files.delete(file);
    }
    try (var files = Files.list(folder)) {
      assertEquals(2, files.filter(f -> f.getFileName().toString().startsWith("damaged-")).count());
    }
  }

  @Test
  void aFlippedBitNeverStopsAStartNorPassesForANewerCount() throws IOException {
    long seed = Long.getLong("journal.seed", 7L);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      start();
    }
    byte[] good = Files.readAllBytes(file);
    for (int round = 0; round < 60; round++) {
      Files.write(file, good);
      int bit = random.nextInt(good.length * 8);
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        raw.seek(bit / 8);
        raw.write(good[bit / 8] ^ (1 << (bit % 8)));
      }
      try {
        Recovered found = start();
        assertTrue(
            found.quarantined() != null || found.ends(Lane.FACT).last().seq() >= 0,
            "seed " + seed + " bit " + bit);
      } catch (JournalFailure | IllegalStateException e) {
        // Said clearly, nothing moved; the process ends and the next start sees the same.
        assertNotNull(e.getMessage());
      }
    }
  }
}
