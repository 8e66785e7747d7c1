package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite on a disk whose power fails: the system calls of a real writer are recorded, and what a
 * disk may hold at any point of them is laid down and opened. A killed process cannot show this,
 * because the kernel still writes what it was given.
 */
class PowerCutTest {
  /** Enough for the log to be moved into the database. */
  private static final int ROWS_FIRST = 60;

  private static final int ROWS_SECOND = 640;

  @TempDir Path folder;

  @Test
  void nothingThatWasSaidToBeWrittenIsMissingAfterAPowerCut() throws Exception {
    cut(80, 21L);
  }

  @Test
  @Tag("deep")
  void nothingIsMissingAfterManyMorePowerCuts() throws Exception {
    cut(300, 22L);
  }

  @Test
  void aCallThatItsThreadNeverSawTheEndOfIsNotPartOfARecording() throws Exception {
    Path trace = folder.resolve("trace");
    Files.writeString(
        trace,
        """
        7 write(1<\\x2f>, "\\x37" <unfinished ...>
        8 ???( <detached ...>
        9 fsync(5<\\x2f> <detached ...>
        9 unlink("\\x2f") = -1 ENOENT (No such file or directory)
        7 <... write resumed>, 1) = 1
        10 <... ??? resumed> <unfinished ...>) = ?
        strace: a remark that no version made so far
        7 exit_group(0) = ?
        """);

    List<RecordedDisk.Call> calls = RecordedDisk.calls(trace);

    assertEquals(1, calls.size());
    assertEquals("7", calls.getFirst().said());
  }

  @Test
  void aCallOnTheJournalThatIsNotUnderstoodIsNotPassedOver() throws Exception {
    Path trace = folder.resolve("trace");
    Files.writeString(
        trace, "7 ???(5<\\x6a\\x6f\\x75\\x72\\x6e\\x61\\x6c\\x2e\\x64\\x62>) = maybe\n");

    assertThrows(IllegalArgumentException.class, () -> RecordedDisk.calls(trace));
  }

  private void cut(int states, long defaultSeed) throws Exception {
    long seed = Long.getLong("journal.seed", defaultSeed);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    List<RecordedDisk.Call> calls = new ArrayList<>(recorded(data, ROWS_FIRST));
    // The first writer just stops; the second one takes up what it left in the log.
    calls.addAll(recorded(data, ROWS_SECOND));

    RecordedDisk disk = new RecordedDisk(data);
    double share = (double) states / relevant(data, calls);
    long printed = 0;
    int cuts = 0;
    for (RecordedDisk.Call call : calls) {
      String said = call.said().strip();
      printed = said.matches("\\d+") ? Long.parseLong(said) : printed;
      if (disk.happens(call)) {
        for (double left = share; left > 0; left--) {
          if (random.nextDouble() < left) {
            String what = "cut " + cuts + ", replay with -Djournal.seed=" + seed;
            cutAndOpen(disk, random, printed, what);
            cuts++;
          }
        }
      }
    }
    assertEquals(ROWS_FIRST + ROWS_SECOND, printed);
    assertTrue(disk.checkpoints > 0, "no checkpoint was cut");
    assertTrue(cuts > states / 2, cuts + " cuts");
    System.out.println(cuts + " power cuts, 0 rows lost, seed " + seed);
  }

  private static int relevant(Path data, List<RecordedDisk.Call> calls) {
    RecordedDisk disk = new RecordedDisk(data);
    return (int) calls.stream().filter(disk::happens).count();
  }

  private void cutAndOpen(RecordedDisk disk, Random random, long printed, String what)
      throws IOException {
    // One folder for all: what else a start makes there would cost more than what is looked at.
    Path left = Files.createDirectories(folder.resolve("left"));
    disk.cutPower(random, left);
    WrittenRows.assertWhole(left, printed, what);
  }

  private List<RecordedDisk.Call> recorded(Path data, int rows)
      throws IOException, InterruptedException {
    return RecordedDisk.record(
        folder.resolve("trace"), RowWriter.class, data.toString(), "" + rows);
  }
}
