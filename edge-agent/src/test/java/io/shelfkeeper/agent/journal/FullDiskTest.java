package io.shelfkeeper.agent.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 16 MiB that another program fills. Needs the right to mount one. */
class FullDiskTest {
  private static final Moment AT = new Moment(1_000, 2_000, ClockTrust.TRUSTED);

  private static final int ROW_BYTES = 20_000;

  @TempDir Path folder;

  private Path mount;
  private boolean mounted;
  private long last;

  @BeforeEach
  void mountSmallFileSystem() throws Exception {
    mount = Files.createDirectory(folder.resolve("small"));
    mounted = Commands.run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", mount.toString());
    assumeTrue(mounted, "no right to mount a small file system: FullDiskTest is skipped");
  }

  /** Lazily: this process has SQLite's machine code mapped from there. */
  @AfterEach
  void unmount() throws Exception {
    assertTrue(
        !mounted || Commands.run("umount", "-l", mount.toString()), "it cannot be unmounted");
  }

  private SqliteJournal journal() {
    return new SqliteJournal(mount.resolve("data"), new PlainPayloads(new byte[ROW_BYTES]));
  }

  /** Another program takes all there is. */
  private Path fill() throws IOException {
    Path filler = mount.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] some = new byte[4096];
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  private void append(SqliteJournal journal) {
    Fact fact = new Fact.StockOut("A1", "water");
    journal.commit(List.of(new Effect.Append(Lane.FACT, last + 1, "id" + (last + 1), 1, AT, fact)));
    last++;
  }

  @Test
  void factsGoIntoTheReserveOfAFullDiskAndItIsSetAsideAgain() throws IOException {
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      assertFalse(journal.isShort());
      Path filler = fill();
      while (!journal.isShort()) {
        append(journal);
      }
      for (int i = 0; i < 50; i++) {
        append(journal);
      }
      Files.delete(filler);
      assertFalse(journal.isShort());
      assertEquals(Ballast.BYTES, Files.size(mount.resolve("data/ballast")));
    }
    assertAllThere();
  }

  @Test
  void whenTheReserveIsUsedUpTooNothingThatWasAcceptedIsLost() throws IOException {
    Path filler;
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      filler = fill();
      JournalFailure failure =
          assertThrows(
              JournalFailure.class,
              () -> {
                while (last < 10_000) {
                  append(journal);
                }
              });
      assertEquals(JournalFailure.Kind.FULL, failure.kind());
      Files.delete(filler);
      append(journal);
    }
    assertAllThere();
  }

  @Test
  void telemetryIsDroppedAndItsRoomGoesToFacts() throws IOException {
    int notes = 4_000;
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      byte[] json = ("{\"seq\":1" + " ".repeat(1_000) + "}").getBytes(US_ASCII);
      for (long seq = 1; seq <= notes; seq++) {
        Fact note = new Fact.ExternalNoted(NoteClass.TELEMETRY, "camera", json);
        journal.commit(List.of(new Effect.Append(Lane.TELEMETRY, seq, "t" + seq, 1, AT, note)));
      }
      fill();
      long events = 0;
      while (last < 300) { // more than the reserve holds
        append(journal);
        assertTrue(last < 50 || journal.isShort());
        while (journal.lacksRoom()) {
          long before = events;
          journal.shed();
          events += journal.takeDropped().events();
          if (events == before) {
            break;
          }
        }
      }
      assertTrue(events > 1_000, events + " events dropped");
      List<OutboxRow> rows = journal.rows(Lane.TELEMETRY, 1, notes);
      long next = 1;
      for (OutboxRow row : rows) {
        assertEquals(next, row.from());
        next = row.seq() + 1;
      }
      assertEquals(notes + 1, next);
    }
    assertAllThere();
  }

  @Test
  void aStartOnAFullDiskTakesTheReserve() throws IOException {
    try (SqliteJournal journal = journal()) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
      append(journal);
    }
    fill();
    try (SqliteJournal journal = journal()) {
      journal.open();
      append(journal);
      assertTrue(journal.isShort());
    }
    assertAllThere();
  }

  private void assertAllThere() {
    try (SqliteJournal journal = journal()) {
      assertEquals(last, journal.open().ends(Lane.FACT).last().seq());
      assertEquals(1, journal.rows(Lane.FACT, 1, 10).getFirst().seq());
    }
  }
}
