package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal lies: SQLite's three files, which belong together and are never moved one by one.
 */
final class JournalFiles {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;

  private final Path folder;

  JournalFiles(Path folder) {
    this.folder = folder;
  }

  Path database() {
    return folder.resolve("journal.db");
  }

  Path log() {
    return folder.resolve("journal.db-wal");
  }

  /** A second name of the log while a connection is closed: see {@link KeptLog}. */
  Path keptLog() {
    return folder.resolve("journal.db-wal.kept");
  }

  /** A journal in the making: it gets its name when it is complete. */
  Path unborn() {
    return folder.resolve("journal.db.unborn");
  }

  /** What the journal was before its schema was lifted. */
  Path beforeUpgrade() {
    return folder.resolve("journal.before-upgrade.db");
  }

  /** Lies there after damage was met: the next start looks at the whole content. */
  Path suspect() {
    return folder.resolve("journal.suspect");
  }

  List<Path> all() {
    return List.of(database(), log(), folder.resolve("journal.db-shm"));
  }

  boolean anyExist() {
    return all().stream().anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
  }

  boolean hasLog() {
    return Files.exists(log());
  }

  /**
   * What is wrong with the files by their outside, or null.
   *
   * @throws AccessDeniedException if a file is not ours to write: that is a mistake of somebody,
   *     and no reason to set a good journal aside
   */
  @Nullable String outerDamage() throws IOException {
    for (Path file : all()) {
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new AccessDeniedException(file.toString());
      }
    }
    if (!Files.exists(database())) {
      return "the database is missing beside its log";
    }
    if (!Files.isRegularFile(database())) {
      return "the database is not a file";
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(database())) {
      start = in.readNBytes(HEADER);
    }
    if (start.length == 0) {
      return "the database is empty";
    }
    if (start.length < HEADER || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return "the database is not an SQLite file";
    }
    return hasLog() ? LogCheck.damage(log()) : null;
  }
}
