package io.shelfkeeper.agent.health;

import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Storage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks Linux what this process has written, and the file system what is left. */
public final class LinuxStorage implements Storage {
  private static final Path IO = Path.of("/proc/self/io");
  private static final String WRITTEN = "write_bytes: ";
  private final Path data;
  private final double cardTerabytes;
  private final long startNanos = System.nanoTime();

  /**
   * @param cardTerabytes what may be written to the medium in its life
   */
  public LinuxStorage(Path data, double cardTerabytes) {
    this.data = data;
    this.cardTerabytes = cardTerabytes;
  }

  @Override
  public Use use() throws IOException {
    long journal = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "journal.db*")) {
      for (Path file : files) {
        journal += Files.size(file);
      }
    }
    return new Use(
        Files.getFileStore(data).getUsableSpace(),
        journal,
        written(),
        (System.nanoTime() - startNanos) / Moment.NANOS_PER_MILLI,
        cardTerabytes);
  }

  private static long written() throws IOException {
    for (String line : Files.readAllLines(IO)) {
      if (line.startsWith(WRITTEN)) {
        return Long.parseLong(line.substring(WRITTEN.length()).strip());
      }
    }
    throw new IOException(IO + " does not tell what was written");
  }
}
