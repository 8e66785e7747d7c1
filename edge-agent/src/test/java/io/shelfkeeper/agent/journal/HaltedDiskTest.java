package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system of its own is halted while a writer writes: it forgets what was not synced, as
 * at a power cut. Needs the right to mount one.
 */
class HaltedDiskTest {
  /** Halts an ext4 file system without writing its log ({@code FS_IOC_SHUTDOWN}, flag 2). */
  private static final String HALT =
      "sysopen(F, $ARGV[0], 0) or die $!; my $f = pack('I', 2); ioctl(F, 0x8004587D, $f) or die $!";

  private static final long BYTES = 48L << 20;

  @TempDir Path folder;

  private Path mount;
  private Path image;
  private boolean mounted;

  @BeforeEach
  void makeFileSystem() throws Exception {
    ChildJvm.needs("perl");
    ChildJvm.needs("mkfs.ext4");
    image = folder.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    assertTrue(
        Commands.run("mkfs.ext4", "-q", "-F", image.toString()), "no file system can be made");
    mount = Files.createDirectory(folder.resolve("halted"));
    mounted = mount();
    assumeTrue(mounted, "no right to mount a file system: HaltedDiskTest is skipped");
  }

  private boolean mount() throws Exception {
    return Commands.run("mount", "-o", "loop", image.toString(), mount.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    assertTrue(
        !mounted || Commands.run("umount", "-l", mount.toString()), "it cannot be unmounted");
  }

  @Test
  void whatWasSaidToBeWrittenIsThereAfterTheFileSystemWasHalted() throws Exception {
    cut(1, 41L);
  }

  @Test
  @Tag("deep")
  void nothingIsMissingAfterFiftyHalts() throws Exception {
    cut(50, 42L);
  }

  private void cut(int rounds, long defaultSeed) throws Exception {
    long seed = Long.getLong("journal.seed", defaultSeed);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Printed printed = haltAfter(1 + random.nextInt(300));
      // Opened elsewhere: this process would keep the library of that file system mapped.
      Path left = folder.resolve("round" + round);
      JournalCopy.of(mount.resolve("data"), left);
      String what = "round " + round + ", -Djournal.seed=" + seed;
      WrittenRows.assertWhole(left, printed.before, printed.last + 1, what);
    }
    System.out.println(rounds + " file systems halted, 0 rows lost, seed " + seed);
  }

  /**
   * What the writer said was written.
   *
   * @param before before the file system was halted. A sync that is under way just then may return
   *     as if it had been done; where the power fails nobody is left to hear that.
   */
  private record Printed(long before, long last) {}

  private Printed haltAfter(int rows) throws Exception {
    Process writer = ChildJvm.start(RowWriter.class, mount.resolve("data").toString(), "1000000");
    long before = 0;
    long last = 0;
    int left = rows;
    try (BufferedReader lines = writer.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String number = line.replace("from ", "");
        last = number.matches("\\d+") ? Long.parseLong(number) : last;
        if (left == 0) {
          before = last;
          assertTrue(Commands.run("perl", "-e", HALT, mount.toString()), "it cannot be halted");
        }
        left--;
      }
    }
    // The writer met an error and said so.
    assertEquals(1, writer.waitFor());
    assertTrue(Commands.run("umount", mount.toString()), "it cannot be unmounted");
    assertTrue(mount(), "it cannot be mounted again");
    return new Printed(before, last);
  }
}
