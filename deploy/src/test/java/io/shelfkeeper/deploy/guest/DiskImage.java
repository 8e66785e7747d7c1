package io.shelfkeeper.deploy.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.process.Run;
import io.shelfkeeper.deploy.process.Tools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of a guest, seen from outside: a file with an ext4 file system in it. */
record DiskImage(Path file) {
  private static final long BYTES = 96L << 20;

  /** Exit code of {@code e2fsck}: what a cut leaves, such as a log to replay, is put right. */
  private static final int PUT_RIGHT = 1;

  static DiskImage make(Path file) throws IOException {
    try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
      image.setLength(BYTES);
    }
    Run made = Run.of(List.of(Tools.need("mkfs.ext4"), "-q", "-F", file.toString()));
    assertEquals(0, made.exit(), made::output);
    return new DiskImage(file);
  }

  /** A copy that went through what a machine does at its start, and is without a fault after it. */
  DiskImage recovered(Path copy) throws IOException {
    Files.copy(file, copy);
    String fsck = Tools.need("e2fsck");
    Run replay = Run.of(List.of(fsck, "-p", copy.toString()));
    assertTrue(replay.exit() <= PUT_RIGHT, replay::output);
    Run check = Run.of(List.of(fsck, "-f", "-n", copy.toString()));
    assertEquals(0, check.exit(), check::output);
    return new DiskImage(copy);
  }

  /** Takes a file out of it, if it is there. */
  void take(String name, Path to) {
    Run taken =
        Run.of(List.of(Tools.need("debugfs"), "-R", "dump " + name + " " + to, file.toString()));
    assertEquals(0, taken.exit(), taken::output);
  }
}
