package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bit of the files of a killed agent is another. The agent must start, and either what it finds
 * is whole, or the journal is set aside; it never goes on under numbers that were used. The last
 * two commits of a log are the exception: damage there looks like a power cut while they were
 * written.
 */
class BitFlipTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);
  private static final int ROWS = 40;

  @TempDir Path folder;
  private Path good;

  @BeforeEach
  void journalOfAKilledAgent() {
    good = folder.resolve("good");
    try (SqliteJournal journal = new SqliteJournal(folder.resolve("living"), new PlainPayloads())) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      append(journal, 1, ROWS / 2);
    }
    try (SqliteJournal journal = new SqliteJournal(folder.resolve("living"), new PlainPayloads())) {
      journal.open();
      append(journal, ROWS / 2 + 1, ROWS);
      JournalCopy.of(folder.resolve("living"), good);
    }
  }

  private static void append(SqliteJournal journal, int from, int to) {
    for (long seq = from; seq <= to; seq++) {
      journal.commit(
          List.of(new Effect.Append(Lane.FACT, seq, "i" + seq, 1, AT, PlainPayloads.FACT)));
    }
  }

  @Test
  void aFlippedBitOfTheDatabaseNeverMakesTheJournalShorter() throws IOException {
    flips("journal.db", 60, 7L);
  }

  @Test
  void aFlippedBitOfTheLogNeverMakesTheJournalShorter() throws IOException {
    flips("journal.db-wal", 60, 8L);
  }

  @Test
  @Tag("deep")
  void noneOfAThousandFlippedBitsPasses() throws IOException {
    flips("journal.db", 500, 9L);
    flips("journal.db-wal", 500, 10L);
  }

  private void flips(String file, int rounds, long defaultSeed) throws IOException {
    long seed = Long.getLong("journal.seed", defaultSeed);
    Random random = new Random(seed);
    int setAside = 0;
    for (int round = 0; round < rounds; round++) {
      Path flipped = folder.resolve("flipped-" + file + "-" + round);
      JournalCopy.of(good, flipped);
      byte[] content = Files.readAllBytes(flipped.resolve(file));
      int bit = random.nextInt(content.length * 8);
      content[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(flipped.resolve(file), content);
      setAside +=
          startsWholeOrAfresh(
              flipped, file.endsWith("-wal"), file + " bit " + bit + " -Djournal.seed=" + seed);
    }
    System.out.println(file + ": " + rounds + " flips, " + setAside + " set aside, seed " + seed);
  }

  private static int startsWholeOrAfresh(Path data, boolean log, String what) {
    try (SqliteJournal journal = new SqliteJournal(data, new PlainPayloads())) {
      Recovered found = journal.open();
      if (found.quarantined() != null) {
        assertEquals(1, found.boot(), what);
        return 1;
      }
      long last = found.ends(Lane.FACT).last().seq();
      assertTrue(last == ROWS || log && last >= ROWS - 2, what + ": ends at " + last);
      List<OutboxRow> rows = journal.rows(Lane.FACT, 1, ROWS + 1);
      assertEquals(last, rows.size(), what);
      assertEquals(last, rows.getLast().seq(), what);
      return 0;
    }
  }
}
