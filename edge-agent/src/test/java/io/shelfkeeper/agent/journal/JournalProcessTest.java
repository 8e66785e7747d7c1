package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a process of its own: killed, watched, and side by side with another one. */
class JournalProcessTest {
  @TempDir Path folder;

  private SqliteJournal journal() {
    return new SqliteJournal(folder, new PlainPayloads());
  }

  /** Lets a writer write, kills it, and tells the last number that it said was written. */
  private long killAfter(int rows) throws IOException, InterruptedException {
    Process writer = ChildJvm.start(RowWriter.class, folder.toString(), "1000000");
    long last;
    try (BufferedReader lines = writer.inputReader()) {
      String line = lines.readLine();
      assertTrue(line != null && line.startsWith("from "), "the writer did not start: " + line);
      last = Long.parseLong(line.substring(5));
      for (int i = 0; i < rows; i++) {
        last = Long.parseLong(lines.readLine());
      }
      // By its handle: the process object would close the pipe that is still to be read.
      writer.toHandle().destroyForcibly();
      // What it printed before it died was committed too; the last line may be cut.
      while ((line = lines.readLine()) != null) {
        last = line.length() < Long.toString(last).length() ? last : Long.parseLong(line);
      }
    }
    assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
    return last;
  }

  private void kill(int rounds, long defaultSeed) throws IOException, InterruptedException {
    long seed = Long.getLong("journal.seed", defaultSeed);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      long printed = killAfter(1 + random.nextInt(200));
      String what = "round " + round + ", replay with -Djournal.seed=" + seed;
      WrittenRows.assertWhole(folder, printed, what);
    }
    System.out.println(rounds + " kills, 0 rows lost, seed " + seed);
  }

  @Test
  void noCommittedRowIsLostWhenTheProcessIsKilled() throws Exception {
    kill(8, 11L);
  }

  @Test
  @Tag("deep")
  void noCommittedRowIsLostInTwoHundredKills() throws Exception {
    kill(200, 12L);
  }

  @Test
  void aSecondAgentOnTheSameDirectoryIsRefused() throws Exception {
    Process writer = ChildJvm.start(RowWriter.class, folder.toString(), "1000000");
    try (BufferedReader lines = writer.inputReader();
        SqliteJournal second = journal()) {
      lines.readLine();
      JournalFailure failure = assertThrows(JournalFailure.class, second::open);
      assertEquals(JournalFailure.Kind.IN_USE, failure.kind());
      String message = String.valueOf(failure.getMessage());
      assertTrue(message.contains(folder.toString()), message);
      assertTrue(message.contains("process " + writer.pid()), message);
    } finally {
      writer.destroyForcibly();
    }
  }

  @Test
  void aRefusedSecondAgentDoesNotTakeTheLockOfTheFirst() throws Exception {
    try (SqliteJournal first = journal();
        SqliteJournal second = journal()) {
      first.open();
      JournalFailure failure = assertThrows(JournalFailure.class, second::open);
      assertEquals(JournalFailure.Kind.IN_USE, failure.kind());
      second.close();
      Process third = ChildJvm.start(OpenOnce.class, folder.toString());
      assertEquals("IN_USE", third.inputReader().readLine());
    }
  }

  /** Opens a journal and prints what kind of failure that was, and its text. */
  static final class OpenOnce {
    private OpenOnce() {}

    public static void main(String[] arguments) {
      try (SqliteJournal journal = new SqliteJournal(Path.of(arguments[0]), new PlainPayloads())) {
        System.out.println("boot " + journal.open().boot());
      } catch (JournalFailure failure) {
        System.out.println(failure.kind());
        System.out.println(failure.getMessage());
      }
    }
  }

  /** Opens the journal as somebody for whom rights count, which they do not for root. */
  private List<String> openedWithoutPrivilege() throws IOException {
    List<String> prefix = List.of();
    if (System.getProperty("user.name").equals("root")) {
      ChildJvm.needs("setpriv");
      prefix = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    }
    Process child = ChildJvm.start(prefix, OpenOnce.class, folder.toString());
    try (BufferedReader lines = child.inputReader()) {
      return lines.lines().toList();
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenIsSaidPlainly() throws IOException {
    folder.toFile().setWritable(false);
    List<String> said = openedWithoutPrivilege();
    assertEquals("BROKEN", said.getFirst());
    assertTrue(said.get(1).contains("Check owner and rights"), said.toString());
  }

  @Test
  void aJournalThatMayNotBeWrittenIsSaidPlainlyAndLeftAlone() throws IOException {
    try (SqliteJournal journal = journal()) {
      journal.open();
    }
    new JournalFiles(folder).database().toFile().setWritable(false);
    List<String> said = openedWithoutPrivilege();
    assertEquals("BROKEN", said.getFirst());
    assertTrue(said.get(1).contains("Check owner and rights"), said.toString());
    try (SqliteJournal journal = journal()) {
      assertEquals(2, journal.open().boot(), "nothing was set aside");
    }
  }

  @Test
  void aCommitIsOneSync() throws Exception {
    ChildJvm.needs("strace");
    assertTrue(syncs(120) - syncs(20) <= 101, "more than one sync a commit");
  }

  private int syncs(int rows) throws IOException, InterruptedException {
    Path data = folder.resolve("rows" + rows);
    Path trace = folder.resolve("trace" + rows);
    List<String> strace =
        List.of("strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", trace.toString());
    Process writer = ChildJvm.start(strace, RowWriter.class, data.toString(), "" + rows);
    writer.inputReader().lines().forEach(line -> {});
    assertEquals(0, writer.waitFor());
    return (int) Files.readAllLines(trace).stream().filter(l -> l.contains("sync(")).count();
  }

  @Test
  void theMachineCodeIsUnpackedOnceAndRepairedIfItIsDamaged() throws IOException {
    assertEquals(List.of("boot 1"), opened());
    Path library = onlyFileIn(folder.resolve("native"));
    Object unpacked = Files.getLastModifiedTime(library);
    assertEquals(List.of("boot 2"), opened());
    assertEquals(unpacked, Files.getLastModifiedTime(library));
    byte[] content = Files.readAllBytes(library);
    content[content.length / 2] ^= 1;
    Files.write(library, content);
    Files.write(folder.resolve("native/left-behind.so"), new byte[9]);
    assertEquals(List.of("boot 3"), opened());
    content[content.length / 2] ^= 1;
    assertTrue(Arrays.equals(content, Files.readAllBytes(onlyFileIn(folder.resolve("native")))));
  }

  private List<String> opened() throws IOException {
    return ChildJvm.start(OpenOnce.class, folder.toString()).inputReader().lines().toList();
  }

  private static Path onlyFileIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.getFirst();
    }
  }
}
