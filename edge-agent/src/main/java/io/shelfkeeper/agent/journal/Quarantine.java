package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Damaged journals, set aside as evidence: {@code damaged/1}, {@code damaged/2} and so on. The
 * newest is never deleted; older ones make room, so that a device that breaks again and again does
 * not fill its disk.
 */
final class Quarantine {
  /** Lies beside a journal that was salvaged. */
  private static final String SALVAGED = "salvaged.txt";

  static final int KEPT = 2;
  static final long KEPT_BYTES = 64L << 20;

  private final Path dataFolder;
  private final Path folder;

  Quarantine(Path dataFolder) {
    this.dataFolder = dataFolder;
    folder = dataFolder.resolve("damaged");
  }

  /**
   * Moves a journal's files here.
   *
   * @return the folder they are in now
   */
  Path setAside(JournalFiles files, String why) throws IOException {
    Files.createDirectories(folder);
    List<Path> older = byAge();
    long number = older.isEmpty() ? 1 : number(older.getLast()) + 1;
    Path place = Files.createDirectory(folder.resolve(Long.toString(number)));
    for (Path file : files.all()) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(file, place.resolve(file.getFileName()));
      }
    }
    AtomicFile.write(place.resolve("why.txt"), (why + "\n").getBytes(StandardCharsets.UTF_8));
    AtomicFile.syncFolder(dataFolder);
    makeRoom(byAge());
    return place;
  }

  /** Journals that nobody has finished to salvage, oldest first. */
  List<String> unsalvaged() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try {
      return byAge().stream()
          .filter(place -> !Files.exists(place.resolve(SALVAGED)))
          .map(place -> place.getFileName().toString())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // no reason not to start: a later start may read it
    }
  }

  /** Where one of them lies. */
  Path place(String name) {
    return folder.resolve(Long.toString(Long.parseLong(name)));
  }

  /** It needs not be looked at again. */
  void ended(String name) throws IOException {
    if (Files.isDirectory(place(name))) {
      AtomicFile.write(
          place(name).resolve(SALVAGED),
          "all of it has been told\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Journals that were salvaged go first. One that was not leaves its folder without the journal:
   * so the core finds nothing to read there, and tells it as lost.
   */
  private static void makeRoom(List<Path> byAge) throws IOException {
    int kept = 1;
    long bytes = size(byAge.getLast());
    List<Path> byWorth = new ArrayList<>(byAge.subList(0, byAge.size() - 1).reversed());
    byWorth.sort(Comparator.comparing(place -> Files.exists(place.resolve(SALVAGED))));
    for (Path place : byWorth) {
      long size = size(place);
      if (kept < KEPT && bytes + size <= KEPT_BYTES) {
        kept++;
        bytes += size;
      } else if (Files.exists(place.resolve(SALVAGED))) {
        delete(place);
      } else {
        for (Path file : new JournalFiles(place).all()) {
          Files.deleteIfExists(file);
        }
        bytes += size(place);
      }
    }
  }

  /** Folders that we numbered, oldest first. */
  private List<Path> byAge() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(place -> place.getFileName().toString().matches("[1-9][0-9]{0,9}"))
              .sorted(Comparator.comparingLong(Quarantine::number))
              .toList());
    }
  }

  private static long number(Path place) {
    return Long.parseLong(place.getFileName().toString());
  }

  private static long size(Path place) throws IOException {
    long bytes = 0;
    for (Path file : within(place)) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  private static void delete(Path place) throws IOException {
    for (Path file : within(place).reversed()) {
      Files.delete(file);
    }
  }

  private static List<Path> within(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.toList();
    }
  }
}
