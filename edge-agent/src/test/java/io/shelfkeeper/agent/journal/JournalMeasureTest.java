package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.Chains;
import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures behind {@link Settings#MEASURED}, printed as a table. {@code mvn -Pdeep verify
 * -Dtest=JournalMeasureTest -pl edge-agent -am -Dsurefire.failIfNoSpecifiedTests=false}. Bytes are
 * those that this process gave to the disk (write_bytes of /proc/self/io), without the file
 * system's own journal.
 */
@Tag("deep")
class JournalMeasureTest {
  private static final int DATA_BYTES = Integer.getInteger("measure.bytes", 250);
  private static final int LOG_BYTES = Integer.getInteger("measure.log", 1 << 20);
  private static final Moment AT = new Moment(1_790_000_000_000L, 5, ClockTrust.TRUSTED);
  private static final byte[] STATE = new byte[120];

  @TempDir Path folder;

  /** What one commit holds. */
  private enum Turn {
    ROWS,
    /** As the agent makes them: rows, the shelf's state, and now and then a release. */
    ROWS_STATE_RELEASE
  }

  private long last;

  @Test
  void bytesAndTimePerRow() throws IOException {
    System.out.println("turn                page  rows/commit  rows/s  bytes/row");
    for (Turn turn : Turn.values()) {
      for (int page : List.of(1024, 2048, 4096)) {
        for (int rows : List.of(1, 10, 100)) {
          measure(turn, page, rows);
        }
      }
    }
  }

  private void measure(Turn turn, int page, int rows) throws IOException {
    int commits = rows == 1 ? 1_000 : rows == 10 ? 300 : 60;
    Path data = folder.resolve(turn.name() + "-" + page + "-" + rows);
    byte[] fact = new byte[DATA_BYTES];
    Arrays.fill(fact, (byte) 'x');
    Settings settings = new Settings(page, LOG_BYTES / page, 0);
    long before = writtenBytes();
    long start = System.nanoTime();
    try (SqliteJournal journal =
        new SqliteJournal(
            data,
            new PlainPayloads(fact),
            settings,
            new Migrations(Schema.STEPS, statement -> {}))) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation(id(0), AT)));
      last = 0;
      for (int i = 0; i < commits; i++) {
        journal.commit(turn(turn, rows));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes = (writtenBytes() - before) / last;
    System.out.printf("%-18s %5d %12d %7.0f %10d%n", turn, page, rows, last / seconds, bytes);
    // A file system in memory gives nothing to a disk.
    assertTrue((bytes == 0 || bytes > DATA_BYTES) && bytes < 40_000, "unlikely: " + bytes);
  }

  private List<Effect.Durable> turn(Turn turn, int rows) {
    List<Effect.Durable> effects = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      last++;
      effects.add(new Effect.Append(Lane.FACT, last, id(last), 7, AT, PlainPayloads.FACT));
    }
    if (turn == Turn.ROWS_STATE_RELEASE) {
      effects.add(new Effect.SaveState("shelf/A" + last % 12, STATE));
      if (last % 50 < rows && last > 50) {
        effects.add(new Effect.Release(Lane.FACT, new Mark(last - 20, id(last - 20))));
      }
    }
    return effects;
  }

  /** An order's three commits: burned and pulsed, answered, ended. */
  @Test
  void bytesPerOrder() throws IOException {
    int orders = 500;
    List<AuditEntry> audit = Chains.entries(4 * orders);
    long before = writtenBytes();
    try (SqliteJournal journal =
        new SqliteJournal(folder.resolve("orders"), new PlainPayloads(new byte[DATA_BYTES]))) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation(id(0), AT)));
      for (int i = 0; i < orders; i++) {
        List<Effect.Durable> said =
            audit.subList(4 * i, 4 * i + 4).stream()
                .map(entry -> (Effect.Durable) new Effect.AppendAudit(entry))
                .toList();
        Effect.BurnOrder burn = new Effect.BurnOrder(id(i), id(i) + id(i), AT, 0, "k");
        journal.commit(List.of(burn, said.get(0), said.get(1)));
        journal.commit(List.of(said.get(2)));
        journal.commit(
            List.of(
                new Effect.Append(Lane.FACT, i + 1, id(i), 7, AT, PlainPayloads.FACT),
                new Effect.StoreOutcome(id(i), STATE),
                said.get(3)));
      }
    }
    long bytes = (writtenBytes() - before) / orders;
    System.out.printf("bytes written per order, with its audit entries: %d%n", bytes);
    // 250 MB a day is the budget; a busy shop opens a thousand times.
    assertTrue(bytes < 50_000, bytes + " a time");
  }

  private static String id(long number) {
    return "%032x".formatted(number * 0x9E3779B97F4A7C15L);
  }

  private static long writtenBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("write_bytes:"))
        .mapToLong(line -> Long.parseLong(line.substring(12).strip()))
        .findFirst()
        .orElseThrow();
  }
}
