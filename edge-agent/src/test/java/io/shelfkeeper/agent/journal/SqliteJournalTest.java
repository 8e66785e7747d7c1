package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.JournalContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
  @TempDir Path folder;

  private int life;

  @Override
  protected Journal next() {
    return new SqliteJournal(folder.resolve("life" + life), new PlainPayloads());
  }

  /** What a killed process leaves is what its files hold at that moment: the next life gets a copy. */
  @Override
  protected void kill(Journal dead) {
    Path from = folder.resolve("life" + life);
    Path to = folder.resolve("life" + (life + 1));
    try {
      Files.createDirectories(to);
      for (String suffix : List.of("", "-wal")) {
        Path file = from.resolve(SqliteJournal.FILE + suffix);
        if (Files.exists(file)) {
          Files.copy(file, to.resolve(SqliteJournal.FILE + suffix));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dead.close();
    life++;
  }

  @Test
  void closingTwiceIsOnce() {
    Journal journal = new SqliteJournal(folder.resolve("other"), new PlainPayloads());
    journal.open();
    journal.close();
    journal.close();
    assertEquals(2, new SqliteJournal(folder.resolve("other"), new PlainPayloads()).open().boot());
  }
}
