package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite on a disk that fails at one system call: an error of a sync or of a write, no room, a
 * write that takes nothing. Whatever a commit had said to be written is there afterwards; a commit
 * that failed either says so and ends the process, or was written after all when there was room.
 */
class FailingDiskTest {
  private static final int ROWS = 40;

  /** Enough for the log to be moved into the database. */
  private static final int MANY_ROWS = 400;

  /** How a call fails; the ones that are only short of room may be tried again. */
  private enum Failure {
    SYNC("fsync", "error=EIO", false),
    WRITE("pwrite64", "error=EIO", false),
    NO_ROOM("pwrite64", "error=ENOSPC", true),
    NOTHING_TAKEN("pwrite64", "retval=0", true);

    private final String call;
    private final String what;
    private final boolean goesOn;

    Failure(String call, String what, boolean goesOn) {
      this.call = call;
      this.what = what;
      this.goesOn = goesOn;
    }
  }

  @TempDir Path folder;

  private int hit;

  @Test
  void whatWasSaidToBeWrittenIsThereAfterASyncFailed() throws Exception {
    // Among the commits: what a start writes has its own tests.
    fail(Failure.SYNC, ROWS / 2, ROWS);
    assertEquals(1, hit);
  }

  @Test
  @Tag("deep")
  void whatWasSaidToBeWrittenIsThereAfterACallFailed() throws Exception {
    for (Failure failure : Failure.values()) {
      int calls = calls(failure, ROWS);
      fail(failure, calls - calls / 4, ROWS);
      fail(failure, calls - calls / 8, ROWS);
    }
    assertEquals(2 * Failure.values().length, hit);
  }

  @Test
  @Tag("deep")
  void whatWasSaidToBeWrittenIsThereWhicheverCallFailed() throws Exception {
    for (Failure failure : Failure.values()) {
      int calls = calls(failure, MANY_ROWS);
      for (int at = 1; at <= calls; at += Math.max(1, calls / 6)) {
        fail(failure, at, MANY_ROWS);
      }
    }
    System.out.println(hit + " calls failed, 0 rows lost");
  }

  @Test
  @Tag("deep")
  void aJournalWhoseStartFailedIsWholeForTheNextOne() throws Exception {
    for (Failure failure : Failure.values()) {
      int calls = calls(failure, 1);
      for (int at = 1; at <= calls; at += failure == Failure.SYNC ? 1 : 13) {
        fail(failure, at, 1);
      }
    }
    System.out.println(hit + " calls of a start failed, nothing was set aside");
    assertTrue(hit > 15, hit + " calls failed");
  }

  /** How many such calls the writer makes. */
  private int calls(Failure failure, int rows) throws Exception {
    return run(failure, "", rows).calls();
  }

  private record Run(int calls, int injected, long printed, boolean failed, Path data) {}

  private Run run(Failure failure, String injection, int rows) throws Exception {
    ChildJvm.needs("strace");
    Path data = Files.createTempDirectory(folder, "data");
    Path trace = folder.resolve("trace");
    List<String> strace =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-e",
                "signal=none",
                "-e",
                "trace=" + failure.call,
                "-o",
                trace.toString()));
    if (!injection.isEmpty()) {
      strace.addAll(List.of("-e", injection));
    }
    Process writer = ChildJvm.start(strace, RowWriter.class, data.toString(), "" + rows);
    long printed = 0;
    boolean failed = false;
    try (BufferedReader lines = writer.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed = line.matches("\\d+") ? Long.parseLong(line) : printed;
        failed |= line.startsWith("failed");
      }
    }
    assertEquals(failed ? 1 : 0, writer.waitFor());
    List<String> seen = Files.readAllLines(trace);
    return new Run(
        (int) seen.stream().filter(line -> line.contains(failure.call + "(")).count(),
        (int) seen.stream().filter(line -> line.contains("INJECTED")).count(),
        printed,
        failed,
        data);
  }

  private void fail(Failure failure, int at, int rows) throws Exception {
    String what = failure + " at call " + at;
    Run run = run(failure, "inject=" + failure.call + ":" + failure.what + ":when=" + at, rows);
    hit += run.injected() > 0 ? 1 : 0;
    if (run.injected() > 0) {
      boolean ended = run.printed() < rows;
      assertEquals(ended, run.failed(), what + ": failed, and did not say so");
      // A checkpoint that failed is done again from its beginning, and a start syncs names more
      // often than it must; a commit is never done again.
      boolean isCommit = rows == ROWS;
      assertTrue(
          failure.goesOn || ended || !isCommit, what + ": it went on as if nothing had been");
    }
    WrittenRows.assertWhole(run.data(), run.printed(), what);
    delete(run.data());
  }

  private static void delete(Path data) throws IOException {
    try (var files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
