package io.shelfkeeper.simulator.sensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of all sensors of a bus. Is only made where there is nothing, or where one of ours was
 * left behind: a note in it says so.
 */
public final class SensorRoot {
  private static final String NOTE = ".simulated";

  private final Path root;
  private final List<SensorFiles> sensors;
  private final Map<SensorFiles, Long> next = new HashMap<>();

  public SensorRoot(Path root, List<SensorFiles> sensors) {
    this.root = root;
    this.sensors = List.copyOf(sensors);
  }

  /**
   * @throws IOException if something is there that is not ours; the message says what to do
   */
  public void make() throws IOException {
    if (Files.exists(root) && !Files.exists(root.resolve(NOTE)) && !isEmpty()) {
      throw new IOException(
          "%s exists and no simulator made it, so it stays as it is. Give the bus another folder in the site file."
              .formatted(root));
    }
    Files.createDirectories(root);
    Files.writeString(root.resolve(NOTE), "");
    clear();
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.findAny().isEmpty();
    }
  }

  /**
   * Writes what sensors measure.
   *
   * @return when to come again
   */
  public long play(long nanos) throws IOException {
    long soonest = Long.MAX_VALUE;
    for (SensorFiles sensor : sensors) {
      long due = next.getOrDefault(sensor, nanos);
      if (due <= nanos) {
        due = play(sensor, nanos);
        next.put(sensor, due);
      }
      soonest = Math.min(soonest, due);
    }
    return soonest;
  }

  private long play(SensorFiles sensor, long nanos) throws IOException {
    Path folder = root.resolve(sensor.folder());
    if (sensor.isThere(nanos)) {
      Files.createDirectories(folder);
      return sensor.play(new Folder(folder), nanos);
    }
    remove(folder);
    return nanos + 100_000_000;
  }

  /** The sensors go, their root stays. */
  public void clear() throws IOException {
    next.clear();
    for (SensorFiles sensor : sensors) {
      remove(root.resolve(sensor.folder()));
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  private record Folder(Path path) implements SensorFiles.Files {
    @Override
    public void write(String file, String text) throws IOException {
      Path fresh = path.resolve("." + file + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, path.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String read(String file) throws IOException {
      try {
        return Files.readString(path.resolve(file)).strip();
      } catch (NoSuchFileException e) {
        return "";
      }
    }
  }
}
