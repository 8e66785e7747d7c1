package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.sync.Shedding;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails while rows are dropped: each number has its row, or one that says it is gone. */
class ShedCutTest {
  private static final int ROWS = Shedding.SENT_MAX + 600;

  @TempDir Path folder;

  @Test
  void noNumberIsWithoutARowAfterAPowerCutWhileRowsAreDropped() throws Exception {
    cut(40, 31L);
  }

  @Test
  @Tag("deep")
  void noNumberIsWithoutARowAfterManyMorePowerCuts() throws Exception {
    cut(500, 32L);
  }

  private void cut(int states, long defaultSeed) throws Exception {
    long seed = Long.getLong("journal.seed", defaultSeed);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    List<RecordedDisk.Call> calls =
        RecordedDisk.record(folder.resolve("trace"), ShedWriter.class, data.toString(), "" + ROWS);

    int shedding = 0;
    boolean filled = false;
    RecordedDisk counting = new RecordedDisk(data);
    for (RecordedDisk.Call call : calls) {
      filled |= call.said().startsWith("filled");
      shedding += counting.happens(call) && filled ? 1 : 0;
    }

    RecordedDisk disk = new RecordedDisk(data);
    double share = (double) states / shedding;
    long dropped = -1;
    int cuts = 0;
    for (RecordedDisk.Call call : calls) {
      String said = call.said().strip();
      dropped = said.equals("filled") ? 0 : said.matches("\\d+") ? Long.parseLong(said) : dropped;
      if (disk.happens(call) && dropped >= 0) {
        for (double left = share; left > 0; left--) {
          if (random.nextDouble() < left) {
            cuts++;
            cutAndOpen(disk, random, dropped, "cut " + cuts + ", -Djournal.seed=" + seed);
          }
        }
      }
    }
    assertTrue(dropped > Shedding.SENT_MAX / 3, dropped + " events dropped");
    assertTrue(cuts > states / 2, cuts + " cuts");
  }

  private void cutAndOpen(RecordedDisk disk, Random random, long dropped, String what)
      throws IOException {
    Path left = Files.createDirectories(folder.resolve("left"));
    disk.cutPower(random, left);
    try (SqliteJournal journal = new SqliteJournal(left, new PlainPayloads())) {
      Recovered found = journal.open();
      assertEquals(null, found.quarantined(), what);
      assertEquals(ROWS, found.ends(Lane.TELEMETRY).last().seq(), what);
      List<OutboxRow> rows = journal.rows(Lane.TELEMETRY, 1, ROWS);
      long next = 1;
      long gone = 0;
      for (OutboxRow row : rows) {
        assertEquals(next, row.from(), what);
        next = row.seq() + 1;
        gone += row.type().contains("dropped") ? next - row.from() : 0;
      }
      assertEquals(ROWS + 1, next, what);
      assertTrue(gone >= dropped, what + ": " + dropped + " said to be dropped, " + gone + " are");
      JournalUse use = journal.use();
      assertEquals(rows.size(), use.rows(), what);
      assertEquals(ROWS - rows.size(), use.droppedRows(), what);
    }
  }
}
