package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a process of its own, which is killed. */
class JournalProcessTest {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);

  @TempDir Path folder;

  /** Commits numbered rows and prints each number once its commit has returned. */
  public static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      try (SqliteJournal journal = new SqliteJournal(Path.of(args[0]), new PlainPayloads())) {
        Recovered found = journal.open();
        if (found.incarnation() == null) {
          journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
        }
        long seq = found.ends(Lane.FACT).last().seq();
        System.out.println("from " + seq);
        while (System.in.available() == 0) {
          seq++;
          Fact fact = new Fact.StockOut("A" + seq, "water");
          journal.commit(List.of(new Effect.Append(Lane.FACT, seq, "i" + seq, 1, AT, fact)));
          System.out.println(seq);
        }
      }
    }
  }

  private Process writer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private long killAfter(int rows) throws IOException, InterruptedException {
    Process writer = writer();
    long last = 0;
    try (BufferedReader lines = writer.inputReader()) {
      String line = lines.readLine();
      assertTrue(line != null && line.startsWith("from "), "the writer did not start: " + line);
      last = Long.parseLong(line.substring(5));
      for (int i = 0; i < rows; i++) {
        last = Long.parseLong(lines.readLine());
      }
      // By its handle: the process object would close the pipe that is still to be read.
      writer.toHandle().destroyForcibly();
      // What it printed before it died was committed too.
      while ((line = lines.readLine()) != null) {
        last = line.isEmpty() ? last : Long.parseLong(line);
      }
    }
    assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
    return last;
  }

  private void killed(int rounds, long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      long printed = killAfter(1 + random.nextInt(200));
      try (SqliteJournal journal = new SqliteJournal(folder, new PlainPayloads())) {
        long found = journal.open().ends(Lane.FACT).last().seq();
        assertTrue(
            found == printed || found == printed + 1,
            "seed " + seed + ", round " + round + ": printed " + printed + ", found " + found);
        assertEquals(found, journal.rows(Lane.FACT, found, 1).getFirst().seq());
      }
    }
  }

  @Test
  void noCommittedRowIsLostWhenTheProcessIsKilled() throws Exception {
    killed(4, Long.getLong("journal.seed", 11L));
  }

  @Test
  @Tag("deep")
  void noCommittedRowIsLostInTwoHundredKills() throws Exception {
    killed(200, Long.getLong("journal.seed", 12L));
  }

  @Test
  void aSecondAgentOnTheSameDirectoryIsRefused() throws Exception {
    Process writer = writer();
    try (BufferedReader lines = writer.inputReader();
        SqliteJournal second = new SqliteJournal(folder, new PlainPayloads())) {
      lines.readLine();
      JournalFailure failure = assertThrows(JournalFailure.class, second::open);
      assertEquals(JournalFailure.Kind.IN_USE, failure.kind());
      assertTrue(String.valueOf(failure.getMessage()).contains(folder.toString()));
    } finally {
      writer.destroyForcibly();
    }
  }

  @Test
  void aSecondAgentInTheSameProcessIsRefused() {
    try (SqliteJournal first = new SqliteJournal(folder, new PlainPayloads());
        SqliteJournal second = new SqliteJournal(folder, new PlainPayloads())) {
      first.open();
      assertEquals(
          JournalFailure.Kind.IN_USE,
          assertThrows(JournalFailure.class, second::open).kind());
    }
  }
}
