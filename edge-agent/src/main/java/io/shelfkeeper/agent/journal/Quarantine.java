package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sets a damaged journal aside as evidence, with its log. Keeps the two newest and at most 64 MiB;
 * never touches the journal that is in use.
 */
final class Quarantine {
  private static final String PREFIX = "damaged-";
  private static final int KEPT_MAX = 2;
  private static final long KEPT_BYTES_MAX = 64L << 20;
  private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

  private Quarantine() {}

  /** Whether something stands where the journal should be that cannot even be opened as one. */
  static boolean needed(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    return !Files.isRegularFile(file);
  }

  /**
   * Moves the three files.
   *
   * @return where they are now
   */
  static String move(Path directory, String name) {
    try {
      Path target = directory.resolve(PREFIX + nextNumber(directory));
      Files.createDirectory(target);
      for (String suffix : SUFFIXES) {
        Path file = directory.resolve(name + suffix);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(file, target.resolve(name + suffix), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      AtomicFile.syncFolder(directory);
      forgetOldest(directory);
      return target.toString();
    } catch (IOException e) {
      throw new JournalFailure(
          JournalFailure.Kind.BROKEN,
          "the journal in "
              + directory
              + " is damaged and cannot be set aside ("
              + e.getMessage()
              + "); check the rights of the folder and the memory card",
          e);
    }
  }

  private static int nextNumber(Path directory) throws IOException {
    List<Path> kept = kept(directory);
    return kept.isEmpty() ? 1 : number(kept.getLast()) + 1;
  }

  private static void forgetOldest(Path directory) throws IOException {
    List<Path> kept = kept(directory);
    long bytes = 0;
    for (int i = kept.size() - 1; i >= 0; i--) {
      bytes += size(kept.get(i));
      boolean newest = i == kept.size() - 1;
      if (!newest && (kept.size() - i > KEPT_MAX || bytes > KEPT_BYTES_MAX)) {
        delete(kept.get(i));
      }
    }
  }

  private static List<Path> kept(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PREFIX + "[0-9]{1,9}"))
          .sorted(Comparator.comparingInt(Quarantine::number))
          .toList();
    }
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().substring(PREFIX.length()));
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
